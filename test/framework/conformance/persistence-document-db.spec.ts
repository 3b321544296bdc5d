import { DocumentDbHome } from '../services/document-db-home.js';
import { KeptInstances } from './instances.js';
import { persistenceSuite, type PersistenceFixture } from './persistence.suite.js';

describe('DocumentDbPersistence', () => {
  const kept = KeptInstances.ofTests();
  const home = DocumentDbHome.ofTests();
  const fixture: PersistenceFixture = {
    instance: (options) => home().persistence(options),
    countRecords: () => home().count('persistence_records'),
    dispose: () => home().empty(),
    kept,
  };
  persistenceSuite(() => Promise.resolve(fixture), { modelRuns: 20, capabilities: { scarceCalls: true } });
});
