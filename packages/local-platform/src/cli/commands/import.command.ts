import { CannotRunError, readOneArgument } from 'monday-persistence/command-line';
import { tryParseJson } from 'monday-persistence/json';
import { open, type FileHandle } from 'node:fs/promises';
import { type PlatformCommand } from '../platform-command.js';
import { type ControlClient } from '../control.client.js';

const MAX_RECORDS = 500;
/** The platform takes 8 MB in one request; JSON in JSON grows. */
const MAX_CHARACTERS = 2 * 1024 * 1024;

export const importState: PlatformCommand = {
  words: 'import',
  parameters: '<file>',
  summary: 'replaces all data of the platform with an export',
  async run({ arguments: given, sandbox, print }) {
    const path = readOneArgument(given, 'Give one file.');
    const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
      throw new CannotRunError(`${path} cannot be read (${error.code ?? 'unknown'}).`);
    });
    try {
      await sandbox.post('/__sandbox/reset');
      print(`${await send(file, path, sandbox)} records were imported from ${path}.`);
    } finally {
      await file.close();
    }
    return 0;
  },
};

async function send(file: FileHandle, path: string, sandbox: ControlClient): Promise<number> {
  let records: unknown[] = [];
  let characters = 0;
  let added = 0;
  const flush = async (): Promise<void> => {
    if (records.length === 0) return;
    added += (await sandbox.post<{ added: number }>('/__sandbox/state', { records })).added;
    records = [];
    characters = 0;
  };
  for await (const line of file.readLines()) {
    if (records.length >= MAX_RECORDS || characters + line.length > MAX_CHARACTERS) await flush();
    if (line === '') continue;
    records.push(recordOf(line, path));
    characters += line.length;
  }
  await flush();
  return added;
}

function recordOf(line: string, path: string): unknown {
  const record = tryParseJson(line);
  if (record === undefined) throw new CannotRunError(`${path} is no export of the platform.`);
  return record;
}
