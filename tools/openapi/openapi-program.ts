import 'reflect-metadata';
import { rename, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type Type } from '@nestjs/common';
import { findFeatures } from '#app/feature/index.js';
import { buildDocument } from './build-document.js';
import { previewApp } from './preview-app.js';
import { buildReference } from './reference.js';

/**
 * Writes the OpenAPI document of the compiled app into a file: [--formatted] [--tables] FILE
 *
 * With `--tables`, it writes the lists of docs/reference.md instead. A failure is printed and sets the exit code.
 * @param words of the command line
 */
export async function runOpenapi(
  words: readonly string[],
  loadApp: () => Promise<Type<object>>,
): Promise<void> {
  try {
    await write(words, await loadApp());
  } catch (error) {
    process.stderr.write(
      `The OpenAPI document cannot be made: ${error instanceof Error ? error.stack : String(error)}\n`,
    );
    process.exitCode = 1;
  }
}

async function write(words: readonly string[], module: Type<object>): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: { formatted: { type: 'boolean', default: false }, tables: { type: 'boolean', default: false } },
  });
  const [file] = positionals;
  if (file === undefined) throw new Error('Name the file to write.');
  const app = await previewApp([module]);
  const features = findFeatures([module]);
  const document = buildDocument(app, features);
  if (values.tables) return replaceFile(file, buildReference(app, features, document));
  const text = JSON.stringify(document);
  await replaceFile(file, values.formatted ? await formatted(text) : text);
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
