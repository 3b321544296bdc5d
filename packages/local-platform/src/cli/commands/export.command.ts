import { CannotRunError, readOneArgument } from 'monday-persistence/command-line';
import { open } from 'node:fs/promises';
import { type PlatformCommand } from '../platform-command.js';

interface ExportedRecord {
  readonly key: string;
}

export const exportState: PlatformCommand = {
  words: 'export',
  parameters: '<file>',
  summary: 'exports all data of the platform to a new file, which contains tokens',
  async run({ arguments: given, sandbox, print }) {
    const path = readOneArgument(given, 'Give one file.');
    const file = await open(path, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
      throw new CannotRunError(`${path} cannot be made (${error.code ?? 'unknown'}).`);
    });
    try {
      let count = 0;
      let after = '';
      for (;;) {
        const query = new URLSearchParams({ after }).toString();
        const { records } = await sandbox.get<{ records: ExportedRecord[] }>(`/__sandbox/state?${query}`);
        if (records.length === 0) break;
        await file.appendFile(records.map((record) => `${JSON.stringify(record)}\n`).join(''));
        count += records.length;
        after = records.at(-1)?.key ?? '';
      }
      print(`${count} records were exported to ${path}.`);
    } finally {
      await file.close();
    }
    return 0;
  },
};
