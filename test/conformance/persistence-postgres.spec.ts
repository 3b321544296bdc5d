import { PostgresPersistence } from '../../src/persistence/index.js';
import { describeService } from '../services/describe-service.js';
import { postgresAddress, PostgresSchema } from '../services/postgres-schema.js';
import { persistenceSuite, type PersistenceFixture } from './persistence.suite.js';

describeService('PostgresPersistence', postgresAddress(), () => {
  persistenceSuite(postgresFixture, { modelRuns: 40 });
});

async function postgresFixture(): Promise<PersistenceFixture> {
  const schema = await PostgresSchema.create();
  return {
    instance: (options) => new PostgresPersistence({ url: schema.url(), ...options }),
    countRecords: () => schema.count('persistence_records'),
    dispose: () => schema.drop(),
  };
}
