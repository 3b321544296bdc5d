import { DocumentDbHome } from '../services/document-db-home.js';
import { KeptInstances } from './instances.js';
import { collectionsSuite } from './collections.suite.js';

describe('collections on the Document DB', () => {
  const kept = KeptInstances.ofTests();
  const home = DocumentDbHome.ofTests();
  collectionsSuite(
    () =>
      Promise.resolve({
        open: ({ clock }) => home().persistence({ clock }),
        remove: () => home().empty(),
        kept,
      }),
    { countsUsage: false },
  );
});
