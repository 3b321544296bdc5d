import { readOptions } from 'monday-persistence/command-line';
import { type Command } from '../command.js';
import { openArchive } from '../open-archive.js';
import { Progress } from '../progress.js';
import { accountOf } from '../account-of.js';

export const storagePurge: Command = {
  words: 'storage purge',
  parameters: '--account ID',
  summary: 'deletes all rows, counters and documents of an account',
  run({ arguments: given, stores, features, print, report }) {
    const { account } = readOptions(given, { account: { type: 'string' } });
    const accountId = accountOf(account);
    return stores.use(async (open) => {
      const archive = await openArchive(open, accountId, features.collections);
      const progress = new Progress(report);
      let deleted = 0;
      for await (const count of archive.purge()) {
        deleted = count;
        progress.at(() => `${deleted} records deleted`);
      }
      progress.end(`${deleted} records deleted`);
      print(JSON.stringify({ deleted }));
      return 0;
    });
  },
};
