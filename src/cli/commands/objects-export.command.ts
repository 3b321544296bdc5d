import { readOptions, UsageError } from 'monday-persistence/command-line';
import { accountOf } from '../account-of.js';
import { type Command } from '../command.js';
import { ObjectFolder } from '../objects/object-folder.js';
import { useObjects } from '../objects/open-objects.js';
import { Progress } from '../progress.js';

export const objectsExport: Command = {
  words: 'objects export',
  parameters: '--account ID --folder PATH',
  summary: 'writes all objects of an account to a folder',
  run({ arguments: given, stores, print, report }) {
    const { account, folder } = readOptions(given, {
      account: { type: 'string' },
      folder: { type: 'string' },
    });
    const accountId = accountOf(account);
    if (folder === undefined) throw new UsageError('Give a folder with --folder.');
    return useObjects(stores, accountId, async (objects) => {
      const progress = new Progress(report);
      let count = 0;
      for await (const done of new ObjectFolder(folder).write(objects)) {
        count = done;
        progress.at(() => `${done} objects`);
      }
      progress.end(`${count} objects exported`);
      print(JSON.stringify({ exported: count }));
      return 0;
    });
  },
};
