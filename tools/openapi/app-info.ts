import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The title for the app whose name is that of the framework. */
const TITLE = 'monday app backend';
const FRAMEWORK = 'monday-app-backend';

/** Title and version of the app, by the `package.json` in its folder. */
export function readAppInfo(folder = process.cwd()): { readonly title: string; readonly version: string } {
  const text = readFileSync(join(folder, 'package.json'), 'utf8');
  const { name, version } = JSON.parse(text) as { name: string; version: string };
  return { title: name === FRAMEWORK ? TITLE : name, version };
}
