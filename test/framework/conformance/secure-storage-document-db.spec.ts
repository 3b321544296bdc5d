import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { DocumentDbHome } from '../services/document-db-home.js';
import { KeptInstances } from './instances.js';
import { persistentSecureStorage } from './persistent-secure-storage.fixture.js';
import { secureStorageSuite } from './secure-storage.suite.js';

describe('SecureStorage on the Document DB', () => {
  const kept = KeptInstances.ofTests();
  const home = DocumentDbHome.ofTests();
  secureStorageSuite(
    () =>
      Promise.resolve(
        persistentSecureStorage(
          {
            open: () => home().persistence({ clock: SYSTEM_CLOCK }),
            remove: () => home().empty(),
          },
          kept,
        ),
      ),
    { compareAndSet: true, rotation: true },
  );
});
