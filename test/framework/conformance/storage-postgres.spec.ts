import { POSTGRES_SETTINGS, PostgresPersistence } from '../../../src/persistence/postgres/index.js';
import { describeService } from '../services/describe-service.js';
import { postgresAddress, PostgresSchema } from '../services/postgres-schema.js';
import {
  PERSISTENT_CAPABILITIES,
  persistentStorage,
  type PersistenceSource,
} from './persistent-storage.fixture.js';
import { storageQuotaSuite } from './storage-quota.suite.js';
import { storageSuite } from './storage.suite.js';

describeService('StorageService on Postgres', postgresAddress(), () => {
  const schema = PostgresSchema.ofTests();
  const source: PersistenceSource = {
    open: (clock) => new PostgresPersistence({ ...POSTGRES_SETTINGS, url: schema().url(), clock }),
    remove: () => schema().empty(),
  };
  storageSuite(() => Promise.resolve(persistentStorage(source)), {
    capabilities: PERSISTENT_CAPABILITIES,
    modelRuns: 20,
  });
});

describeService('the quotas of accounts on Postgres', postgresAddress(), () => {
  let schema: PostgresSchema;
  beforeEach(async () => {
    schema = await PostgresSchema.create();
  });

  storageQuotaSuite(() =>
    Promise.resolve({
      open: (options) => new PostgresPersistence({ ...POSTGRES_SETTINGS, url: schema.url(), ...options }),
      remove: () => schema.drop(),
    }),
  );
});
