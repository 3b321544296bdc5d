import { readOptions } from 'monday-persistence/command-line';
import { accountOf } from '../account-of.js';
import { type Command } from '../command.js';
import { namesIn } from '../objects/object-folder.js';
import { useObjects } from '../objects/open-objects.js';
import { Progress } from '../progress.js';

export const objectsPurge: Command = {
  words: 'objects purge',
  parameters: '--account ID',
  summary: 'deletes all objects of an account',
  run({ arguments: given, stores, print, report }) {
    const { account } = readOptions(given, { account: { type: 'string' } });
    return useObjects(stores, accountOf(account), async (objects) => {
      const progress = new Progress(report);
      let deleted = 0;
      for await (const name of namesIn(objects)) {
        if (await objects.delete(name)) deleted += 1;
        progress.at(() => `${deleted} objects deleted`);
      }
      progress.end(`${deleted} objects deleted`);
      print(JSON.stringify({ deleted }));
      return 0;
    });
  },
};
