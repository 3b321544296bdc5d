import { DocumentDbHome } from '../services/document-db-home.js';
import { PERSISTENT_CAPABILITIES, persistentStorage } from './persistent-storage.fixture.js';
import { storageSuite } from './storage.suite.js';

describe('StorageService on the Document DB', () => {
  const home = DocumentDbHome.ofTests();
  storageSuite(
    () =>
      Promise.resolve(
        persistentStorage({
          open: (clock) => home().persistence({ clock }),
          remove: () => home().empty(),
        }),
      ),
    { capabilities: PERSISTENT_CAPABILITIES, modelRuns: 5 },
  );
});
