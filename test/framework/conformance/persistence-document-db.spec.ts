import { DocumentDbHome } from '../services/document-db-home.js';
import { persistenceSuite, type PersistenceFixture } from './persistence.suite.js';

describe('DocumentDbPersistence', () => {
  const home = DocumentDbHome.ofTests();
  const fixture: PersistenceFixture = {
    instance: (options) => home().persistence(options),
    countRecords: () => home().count('persistence_records'),
    dispose: () => home().empty(),
  };
  persistenceSuite(() => Promise.resolve(fixture), { modelRuns: 20, capabilities: { scarceCalls: true } });
});
