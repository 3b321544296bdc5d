import { readOneArgument } from 'monday-persistence/command-line';
import { resolve } from 'node:path';
import { type PlatformCommand } from '../platform-command.js';

export const restore: PlatformCommand = {
  words: 'restore',
  parameters: '<file>',
  summary: 'replaces all data of the platform with a snapshot',
  async run({ arguments: given, sandbox, print }) {
    const file = resolve(readOneArgument(given, 'Give one file.'));
    await sandbox.post('/__sandbox/restore', { file });
    print(`The data of ${file} is restored.`);
    return 0;
  },
};
