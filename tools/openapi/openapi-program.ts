import 'reflect-metadata';
import { existsSync, readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Type } from '@nestjs/common';
import { findFeatures } from '#app/feature/index.js';
import { buildDocument } from './build-document.js';
import { previewApp } from './preview-app.js';
import { buildPages } from './tables/docs-tables.js';

/**
 * Writes the OpenAPI document of the compiled app into a file: [--formatted] [--tables [--check]] FILE
 *
 * With `--tables`, FILE is the folder of the pages, whose generated tables it writes instead. With `--check` too, it writes
 * nothing, and fails if a page is not as it has to be. A failure is printed and sets the exit code.
 * @param words of the command line
 */
export async function runOpenapi(
  words: readonly string[],
  loadApp: () => Promise<Type<object>>,
): Promise<void> {
  try {
    await write(words, await loadApp());
  } catch (error) {
    process.stderr.write(`${textOf(error)}\n`);
    process.exitCode = 1;
  }
}

async function write(words: readonly string[], module: Type<object>): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      formatted: { type: 'boolean', default: false },
      tables: { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
    },
  });
  const [file] = positionals;
  if (file === undefined) throw new Error('Name the file to write.');
  const app = await previewApp([module]);
  const features = findFeatures([module]);
  const document = buildDocument(app, features);
  if (values.tables) return writePages(file, buildPages(file, app, features, document), values.check);
  const text = JSON.stringify(document);
  await replaceFile(file, values.formatted ? await formatted(text) : text);
}

/** Generated pages do not show the app as it is. */
class OldTablesError extends Error {
  constructor(paths: readonly string[]) {
    super(`Run \`npm run docs:tables\`: ${paths.join(', ')}`);
  }
}

function textOf(error: unknown): string {
  if (error instanceof OldTablesError) return error.message;
  // Of a file that cannot be written.
  if (error instanceof Error && 'syscall' in error) return error.message;
  return `The OpenAPI document cannot be made: ${error instanceof Error ? error.stack : String(error)}`;
}

/** @throws OldTablesError if `isCheck` and a page is old */
async function writePages(
  folder: string,
  pages: ReadonlyMap<string, string>,
  isCheck: boolean,
): Promise<void> {
  const changed = [...pages]
    .map(([name, text]) => [join(folder, name), text] as const)
    .filter(([path, text]) => !existsSync(path) || readFileSync(path, 'utf8') !== text);
  if (isCheck && changed.length > 0) throw new OldTablesError(changed.map(([path]) => path));
  await Promise.all(changed.map(([path, text]) => replaceFile(path, text)));
}

/** In one step, since a running app may read the file. */
async function replaceFile(file: string, text: string): Promise<void> {
  const draft = `${file}.${process.pid}.draft`;
  await writeFile(draft, text);
  await rename(draft, file);
}

async function formatted(json: string): Promise<string> {
  const { format } = await import('prettier');
  return format(json, { parser: 'json', printWidth: 110 });
}
