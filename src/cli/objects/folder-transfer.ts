import { readOptions, UsageError } from 'monday-persistence/command-line';
import { type ObjectStorage } from '../../object-storage/index.js';
import { accountOf } from '../account-of.js';
import { type Command } from '../command.js';
import { Progress } from '../progress.js';
import { ObjectFolder } from './object-folder.js';
import { useObjects } from './open-objects.js';

interface Transfer {
  readonly words: string;
  readonly summary: string;
  /** What has happened to the objects at the end; the key of their number in the output. */
  readonly done: string;
  /** Yields the number of objects after each. @throws StoresRefusedError */
  readonly run: (folder: ObjectFolder, objects: ObjectStorage) => AsyncIterable<number>;
}

/** A command that moves all objects of an account between the store and a folder. */
export const folderTransfer = ({ words, summary, done, run }: Transfer): Command => ({
  words,
  parameters: '--account ID --folder PATH',
  summary,
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
      for await (count of run(new ObjectFolder(folder), objects)) progress.at(() => `${count} objects`);
      progress.end(`${count} objects ${done}`);
      print(JSON.stringify({ [done]: count }));
      return 0;
    });
  },
});
