import { POSTGRES_SETTINGS, PostgresPersistence } from '../../../src/persistence/postgres/index.js';
import { describeService } from '../services/describe-service.js';
import { postgresAddress, PostgresSchema } from '../services/postgres-schema.js';
import { KeptInstances } from './instances.js';
import {
  PERSISTENT_CAPABILITIES,
  persistentStorage,
  type PersistenceSource,
} from './persistent-storage.fixture.js';
import { storageQuotaSuite } from './storage-quota.suite.js';
import { storageSuite } from './storage.suite.js';

describeService('StorageService on Postgres', postgresAddress(), () => {
  const kept = KeptInstances.ofTests();
  const schema = PostgresSchema.ofTests();
  const source: PersistenceSource = {
    open: (clock) => new PostgresPersistence({ ...POSTGRES_SETTINGS, url: schema().url(), clock }),
    remove: () => schema().empty(),
  };
  storageSuite(() => Promise.resolve(persistentStorage(source, kept)), {
    capabilities: PERSISTENT_CAPABILITIES,
    modelRuns: 20,
  });
});

describeService('the quotas of accounts on Postgres', postgresAddress(), () => {
  const schema = PostgresSchema.ofTests();

  storageQuotaSuite(() =>
    Promise.resolve({
      open: (options) => new PostgresPersistence({ ...POSTGRES_SETTINGS, url: schema().url(), ...options }),
      remove: () => schema().renew(),
    }),
  );
});
