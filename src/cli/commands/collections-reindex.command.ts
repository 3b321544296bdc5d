import { readOneArgument } from 'monday-persistence/command-line';
import { CollectionReindex, supportsCollections } from '../../storage/index.js';
import { StoresRefusedError } from '../cli.errors.js';
import { type Command } from '../command.js';
import { Progress } from '../progress.js';

export const collectionsReindex: Command = {
  words: 'collections reindex',
  parameters: 'NAME',
  summary:
    'builds the indexes of a collection that were added to existing documents, while the app is running',
  run({ arguments: given, stores, features, print, report }) {
    const name = readOneArgument(given, 'Name one collection.');
    const { collections } = features;
    const declaration = collections.find((each) => each.name === name);
    if (declaration === undefined) {
      const known = collections.map((each) => each.name).join(', ') || 'none';
      throw new StoresRefusedError(`No feature declares the collection "${name}". Declared: ${known}.`);
    }
    return stores.use(async ({ config, of }) => {
      const persistence = await of(config.persistence.driver);
      if (!supportsCollections(persistence)) {
        throw new StoresRefusedError('The store has no collections. Set DATABASE_URL to use a database.');
      }
      const progress = new Progress(report);
      let last = { seen: 0, written: 0, skippedValues: 0 };
      for await (const now of new CollectionReindex(persistence, declaration).run()) {
        last = { ...now };
        progress.at(() => describe(last));
      }
      progress.end(describe(last));
      print(JSON.stringify(last));
      return 0;
    });
  },
};

const describe = ({ seen, written, skippedValues }: Readonly<Record<string, number>>): string =>
  `${seen} documents seen, ${written} written, ${skippedValues} values that an index cannot contain`;
