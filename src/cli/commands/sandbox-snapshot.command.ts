import { resolve } from 'node:path';
import { UsageError } from '../cli.errors.js';
import { usageOf, type Command } from '../command.js';

export const sandboxSnapshot: Command = {
  words: 'sandbox snapshot',
  parameters: '<file>',
  summary: 'writes all data of the platform to one new file, which contains tokens',
  async run({ arguments: given, sandbox, print }) {
    const [path] = given;
    if (path === undefined || given.length > 1)
      throw new UsageError('Give one file.', usageOf(sandboxSnapshot));
    const file = resolve(path);
    const { bytes } = await sandbox.post<{ bytes: number }>('/__sandbox/snapshot', { file });
    print(`The snapshot is in ${file} (${bytes} bytes).`);
    return 0;
  },
};
