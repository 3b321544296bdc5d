import { readOptions } from 'monday-persistence/command-line';
import { type Command } from '../command.js';
import { openArchive } from '../open-archive.js';
import { Progress } from '../progress.js';
import { accountOf } from '../account-of.js';

export const storageExport: Command = {
  words: 'storage export',
  parameters: '--account ID',
  summary: 'prints all rows, counters and documents of an account, one JSON object per line',
  run({ arguments: given, stores, features, print, report, whenWritable }) {
    const { account } = readOptions(given, { account: { type: 'string' } });
    const accountId = accountOf(account);
    return stores.use(async (open) => {
      const archive = await openArchive(open, accountId, features.collections);
      const progress = new Progress(report);
      let exported = 0;
      for await (const line of archive.lines()) {
        print(line);
        await whenWritable?.();
        exported += 1;
        progress.at(() => `${exported} records`);
      }
      progress.end(`${exported} records exported`);
      return 0;
    });
  },
};
