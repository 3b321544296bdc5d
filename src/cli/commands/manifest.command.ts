import { CannotRunError, readOptions } from 'monday-persistence/command-line';
import { readFile, writeFile } from 'node:fs/promises';
import { buildManifest, declaredEvents, FRAMEWORK_SCOPES, type AppManifest } from '../../monday/index.js';
import { type AppFeatures } from '../../feature/index.js';
import { type Command } from '../command.js';
import { firstDifference } from '../first-difference.js';

const FILE = 'deploy/manifest.json';

/** Nothing of the app is started: the command needs neither variables nor a store. */
export const manifest: Command = {
  words: 'manifest',
  parameters: '[--out FILE] [--check]',
  summary: `writes the manifest of the app for mapps manifest:import, by default to ${FILE}`,
  async run({ arguments: given, features, print, report }) {
    const options = { out: { type: 'string' }, check: { type: 'boolean' } } as const;
    const { out: file = FILE, check = false } = readOptions(given, options);
    const written = await readManifest(file);
    const made = await makeManifest(written, features);
    if (!check) {
      await writeFile(file, `${JSON.stringify(made, null, 2)}\n`).catch((error: unknown) => {
        throw new CannotRunError(`${file} cannot be written: ${(error as Error).message}`);
      });
      print(`${file}: features: ${made.app.features.length}, scopes: ${made.app.oauth.scopes.length}.`);
      reportEvents(features, report);
      return 0;
    }
    const difference = written ? firstDifference(written, made) : 'it is absent';
    if (difference === undefined) return 0;
    report(`${file} is not what the app declares: ${difference}. Run npm run cli -- manifest.`);
    return 1;
  },
};

/** What a manifest cannot say. */
function reportEvents({ providers }: AppFeatures, report: (line: string) => void): void {
  const events = declaredEvents(providers);
  if (events.length === 0) return;
  report(
    `A manifest has no place for webhooks. Set up the events that the app handles yourself (docs/deployment.md): ${events.join(', ')}.`,
  );
}

/** The name, the slug and the like in the file stay as they are. */
async function makeManifest(written: AppManifest | undefined, features: AppFeatures): Promise<AppManifest> {
  const owner = written?.app ?? { name: await nameOfPackage() };
  const scopes = Object.keys(features.scopesWith(FRAMEWORK_SCOPES));
  return buildManifest(owner, features.providers, scopes, features.views);
}

/** @throws CannotRunError */
async function readManifest(file: string): Promise<AppManifest | undefined> {
  try {
    const manifest = JSON.parse(await readFile(file, 'utf8')) as AppManifest;
    if (typeof manifest.app?.name !== 'string') throw new Error('it has no app.name');
    return manifest;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new CannotRunError(`${file} cannot be read: ${(error as Error).message}`);
  }
}

async function nameOfPackage(): Promise<string> {
  const text = await readFile('package.json', 'utf8').catch(() => '{}');
  return (JSON.parse(text) as { name?: string }).name ?? 'My app';
}
