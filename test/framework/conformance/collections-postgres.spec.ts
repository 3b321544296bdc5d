import { POSTGRES_SETTINGS, PostgresPersistence } from '../../../src/persistence/postgres/index.js';
import { describeService } from '../services/describe-service.js';
import { postgresAddress, PostgresSchema } from '../services/postgres-schema.js';
import { KeptInstances } from './instances.js';
import { collectionsSuite } from './collections.suite.js';

describeService('collections on Postgres', postgresAddress(), () => {
  const kept = KeptInstances.ofTests();
  const schema = PostgresSchema.ofTests();

  collectionsSuite(
    () =>
      Promise.resolve({
        open: (options) => new PostgresPersistence({ ...POSTGRES_SETTINGS, url: schema().url(), ...options }),
        remove: () => schema().empty(),
        kept,
      }),
    { countsUsage: true },
  );
});
