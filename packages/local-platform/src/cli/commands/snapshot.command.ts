import { readOneArgument } from 'monday-persistence/command-line';
import { resolve } from 'node:path';
import { type PlatformCommand } from '../platform-command.js';

export const snapshot: PlatformCommand = {
  words: 'snapshot',
  parameters: '<file>',
  summary: 'writes all data of the platform to one new file, which contains tokens',
  async run({ arguments: given, sandbox, print }) {
    const file = resolve(readOneArgument(given, 'Give one file.'));
    const { bytes } = await sandbox.post<{ bytes: number }>('/__sandbox/snapshot', { file });
    print(`The snapshot is in ${file} (${bytes} bytes).`);
    return 0;
  },
};
