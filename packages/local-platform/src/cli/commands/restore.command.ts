import { UsageError } from 'monday-persistence/command-line';
import { resolve } from 'node:path';
import { type PlatformCommand } from '../platform-command.js';

export const restore: PlatformCommand = {
  words: 'restore',
  parameters: '<file>',
  summary: 'replaces all data of the platform with a snapshot',
  async run({ arguments: given, sandbox, print }) {
    const [path] = given;
    if (path === undefined || given.length > 1) throw new UsageError('Give one file.');
    const file = resolve(path);
    await sandbox.post('/__sandbox/restore', { file });
    print(`The data of ${file} is restored.`);
    return 0;
  },
};
