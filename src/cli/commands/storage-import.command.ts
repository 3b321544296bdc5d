import { readOptions } from 'monday-persistence/command-line';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { BaseError } from '../../errors/index.js';
import { JsonSyntaxError } from '../../json/index.js';
import { type AccountArchive } from '../../storage/index.js';
import { StoresRefusedError } from '../cli.errors.js';
import { type Command } from '../command.js';
import { openArchive } from '../open-archive.js';
import { Progress } from '../progress.js';
import { accountOf } from '../account-of.js';

const OPTIONS = { account: { type: 'string' }, file: { type: 'string' } } as const;
/** Concurrent writes share one transaction. */
const AT_ONCE = 64;
/** Values can have 6 MB each, and all values of a group are in memory. */
const CHARACTERS_AT_ONCE = 8 * 1024 * 1024;

export const storageImport: Command = {
  words: 'storage import',
  parameters: '--account ID [--file PATH]',
  summary: 'imports an export from a file or from stdin, replacing existing rows and documents',
  run({ arguments: given, stores, features, print, report }) {
    const { account, file } = readOptions(given, OPTIONS);
    const accountId = accountOf(account);
    return stores.use(async (open) => {
      const archive = await openArchive(open, accountId, features.collections);
      const progress = new Progress(report);
      const counts = { imported: 0, expired: 0 };
      for await (const lines of groups(readLines(file))) {
        const outcomes = await Promise.all(lines.map((line) => write(archive, line)));
        for (const isWritten of outcomes) counts[isWritten ? 'imported' : 'expired'] += 1;
        progress.at(() => `${counts.imported} records`);
      }
      progress.end(`${counts.imported} records imported, ${counts.expired} had expired`);
      print(JSON.stringify(counts));
      return 0;
    });
  },
};

interface NumberedLine {
  readonly number: number;
  readonly text: string;
}

async function* readLines(file: string | undefined): AsyncGenerator<NumberedLine, void, void> {
  const input = file === undefined ? process.stdin : createReadStream(file);
  let number = 0;
  try {
    for await (const text of createInterface({ input, crlfDelay: Infinity })) {
      number += 1;
      if (text.trim() !== '') yield { number, text };
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw code === undefined ? error : new StoresRefusedError(`The file cannot be read (${code}).`);
  }
}

async function* groups(
  lines: AsyncIterable<NumberedLine>,
): AsyncGenerator<readonly NumberedLine[], void, void> {
  let group: NumberedLine[] = [];
  let characters = 0;
  for await (const line of lines) {
    group.push(line);
    characters += line.text.length;
    if (group.length < AT_ONCE && characters < CHARACTERS_AT_ONCE) continue;
    yield group;
    [group, characters] = [[], 0];
  }
  if (group.length > 0) yield group;
}

/** Reports the line. Previous lines may have been imported; a retry imports them again. */
async function write(archive: AccountArchive, { number, text }: NumberedLine): Promise<boolean> {
  try {
    return await archive.write(text);
  } catch (error) {
    if (error instanceof JsonSyntaxError) throw new StoresRefusedError(`Line ${number} is not JSON.`);
    if (!(error instanceof BaseError) || error.status >= 500) throw error;
    const [problem] = (error.details ?? []) as { field?: string; message?: string }[];
    throw new StoresRefusedError(
      `Line ${number}: ${problem?.field ?? 'it'} ${problem?.message ?? error.message}.`,
    );
  }
}
