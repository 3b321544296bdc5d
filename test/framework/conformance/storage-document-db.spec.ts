import { DocumentDbHome } from '../services/document-db-home.js';
import { KeptInstances } from './instances.js';
import { PERSISTENT_CAPABILITIES, persistentStorage } from './persistent-storage.fixture.js';
import { storageSuite } from './storage.suite.js';

describe('StorageService on the Document DB', () => {
  const kept = KeptInstances.ofTests();
  const home = DocumentDbHome.ofTests();
  storageSuite(
    () =>
      Promise.resolve(
        persistentStorage(
          {
            open: (clock) => home().persistence({ clock }),
            remove: () => home().empty(),
          },
          kept,
        ),
      ),
    { capabilities: PERSISTENT_CAPABILITIES, modelRuns: 5 },
  );
});
