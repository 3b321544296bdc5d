import { resolve } from 'node:path';
import { UsageError } from '../cli.errors.js';
import { usageOf, type Command } from '../command.js';

export const sandboxRestore: Command = {
  words: 'sandbox restore',
  parameters: '<file>',
  summary: 'replaces all data of the platform with a snapshot',
  async run({ arguments: given, sandbox, print }) {
    const [path] = given;
    if (path === undefined || given.length > 1)
      throw new UsageError('Give one file.', usageOf(sandboxRestore));
    const file = resolve(path);
    await sandbox.post('/__sandbox/restore', { file });
    print(`The data of ${file} is restored.`);
    return 0;
  },
};
