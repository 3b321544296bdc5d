import { POSTGRES_SETTINGS, PostgresPersistence } from '../../../src/persistence/postgres/index.js';
import { describeService } from '../services/describe-service.js';
import { postgresAddress, PostgresSchema } from '../services/postgres-schema.js';
import { collectionsSuite } from './collections.suite.js';

describeService('collections on Postgres', postgresAddress(), () => {
  let schema: PostgresSchema;
  beforeEach(async () => {
    schema = await PostgresSchema.create();
  });

  // Each test has its own schema, because counting usage is not undone.
  collectionsSuite(
    () =>
      Promise.resolve({
        open: (options) => new PostgresPersistence({ ...POSTGRES_SETTINGS, url: schema.url(), ...options }),
        remove: () => schema.drop(),
      }),
    { countsUsage: true },
  );
});
