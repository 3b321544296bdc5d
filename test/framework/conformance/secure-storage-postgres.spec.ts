import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { POSTGRES_SETTINGS, PostgresPersistence } from '../../../src/persistence/postgres/index.js';
import { describeService } from '../services/describe-service.js';
import { postgresAddress, PostgresSchema } from '../services/postgres-schema.js';
import { KeptInstances } from './instances.js';
import {
  persistentSecureStorage,
  type SecurePersistenceSource,
} from './persistent-secure-storage.fixture.js';
import { secureStorageSuite } from './secure-storage.suite.js';

describeService('SecureStorage on Postgres', postgresAddress(), () => {
  const kept = KeptInstances.ofTests();
  const schema = PostgresSchema.ofTests();
  const source: SecurePersistenceSource = {
    open: () => new PostgresPersistence({ ...POSTGRES_SETTINGS, clock: SYSTEM_CLOCK, url: schema().url() }),
    remove: () => schema().empty(),
  };
  secureStorageSuite(() => Promise.resolve(persistentSecureStorage(source, kept)), {
    compareAndSet: true,
    rotation: true,
  });
});
