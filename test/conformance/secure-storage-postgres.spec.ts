import { PostgresPersistence } from '../../src/persistence/index.js';
import { describeService } from '../services/describe-service.js';
import { postgresAddress, PostgresSchema } from '../services/postgres-schema.js';
import { persistentSecureStorage } from './persistent-secure-storage.fixture.js';
import { secureStorageSuite } from './secure-storage.suite.js';

describeService('SecureStorage on Postgres', postgresAddress(), () => {
  secureStorageSuite(
    async () => {
      const schema = await PostgresSchema.create();
      return persistentSecureStorage({
        open: () => new PostgresPersistence({ url: schema.url() }),
        remove: () => schema.drop(),
      });
    },
    { compareAndSet: true, rotation: true },
  );
});
