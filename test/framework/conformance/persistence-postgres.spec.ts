import { POSTGRES_SETTINGS, PostgresPersistence } from '../../../src/persistence/postgres/index.js';
import { describeService } from '../services/describe-service.js';
import { postgresAddress, PostgresSchema } from '../services/postgres-schema.js';
import { KeptInstances } from './instances.js';
import { persistenceSuite, type PersistenceFixture } from './persistence.suite.js';

describeService('PostgresPersistence', postgresAddress(), () => {
  const kept = KeptInstances.ofTests();
  const schema = PostgresSchema.ofTests();
  const fixture: PersistenceFixture = {
    instance: (options) => new PostgresPersistence({ ...POSTGRES_SETTINGS, url: schema().url(), ...options }),
    countRecords: () => schema().count('persistence_records'),
    dispose: () => schema().empty(),
    kept,
  };
  persistenceSuite(() => Promise.resolve(fixture), { modelRuns: 40 });
});
