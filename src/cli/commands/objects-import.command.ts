import { readOptions, UsageError } from 'monday-persistence/command-line';
import { accountOf } from '../account-of.js';
import { type Command } from '../command.js';
import { ObjectFolder } from '../objects/object-folder.js';
import { useObjects } from '../objects/open-objects.js';
import { Progress } from '../progress.js';

export const objectsImport: Command = {
  words: 'objects import',
  parameters: '--account ID --folder PATH',
  summary: 'puts the objects of such a folder, replacing existing ones',
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
      for await (const done of new ObjectFolder(folder).read(objects)) {
        count = done;
        progress.at(() => `${done} objects`);
      }
      progress.end(`${count} objects imported`);
      print(JSON.stringify({ imported: count }));
      return 0;
    });
  },
};
