import { readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { createApp } from './create-app.js';
import { CreateError } from './create.errors.js';
import { readCreateOptions, USAGE, type CreateOptions } from './create-options.js';

const HELP = `Creates the backend of a monday.com app in a new folder: ${USAGE}

  --view          adds a board view with React
  --packages DIR  depends on the tarballs in this folder instead of the registry
  --no-install    does not run npm install
`;

/** `npm create monday-app-backend NAME`. Resolves to the exit code. */
async function main(words: readonly string[]): Promise<number> {
  if (words.includes('--help') || words.includes('-h')) return print(HELP);
  if (words.includes('--version')) return print(`${versionOfPackage()}\n`);
  try {
    const options = readCreateOptions(words);
    process.stdout.write(`Creating ${options.name} ...\n`);
    await createApp(options, versionOfPackage());
    return print(nextSteps(options));
  } catch (error) {
    if (!(error instanceof CreateError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

function nextSteps({ folder, isInstalling }: CreateOptions): string {
  const path = relative(process.cwd(), folder);
  const steps = [...(path ? [`cd ${path}`] : []), ...(isInstalling ? [] : ['npm install']), 'npm run dev'];
  return `\n${basename(folder)} is ready. Next:\n\n${steps.map((step) => `  ${step}\n`).join('')}\n`;
}

function versionOfPackage(): string {
  const text = readFileSync(join(__dirname, '../package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

void main(process.argv.slice(2))
  .catch((error: unknown) => {
    process.stderr.write(`${String((error as Error).stack ?? error)}\n`);
    return 1;
  })
  .then((code) => {
    process.exitCode = code;
  });
