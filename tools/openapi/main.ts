/**
 * Writes the OpenAPI document of the compiled app into a file, as the last step of `npm run build`:
 * node tools/dist/openapi/main.js [--formatted] FILE
 */
import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { AppModule } from '#app/app/app.module.js';
import { findFeatures } from '#app/feature/index.js';
import { buildDocument } from './build-document.js';
import { previewApp } from './preview-app.js';

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { formatted: { type: 'boolean', default: false } },
  });
  const [file] = positionals;
  if (file === undefined) throw new Error('Name the file to write.');
  const text = JSON.stringify(buildDocument(await previewApp([AppModule]), findFeatures([AppModule])));
  await writeFile(file, values.formatted ? await formatted(text) : text);
}

async function formatted(json: string): Promise<string> {
  const { format } = await import('prettier');
  return format(json, { parser: 'json', printWidth: 110 });
}

main().catch((error: unknown) => {
  process.stderr.write(
    `The OpenAPI document cannot be made: ${error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exitCode = 1;
});
