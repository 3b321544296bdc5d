import { PostgresPersistence } from '../../src/persistence/index.js';
import { describeService } from '../services/describe-service.js';
import { postgresAddress, PostgresSchema } from '../services/postgres-schema.js';
import { PERSISTENT_CAPABILITIES, persistentStorage } from './persistent-storage.fixture.js';
import { storageSuite } from './storage.suite.js';

describeService('StorageService on Postgres', postgresAddress(), () => {
  storageSuite(
    async () => {
      const schema = await PostgresSchema.create();
      return persistentStorage({
        open: (now) => new PostgresPersistence({ url: schema.url(), now }),
        remove: () => schema.drop(),
      });
    },
    { capabilities: PERSISTENT_CAPABILITIES, modelRuns: 20 },
  );
});
