import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Options of Node that load one of the launcher's own files first, in a file of its own also if this one is in a bundle. */
export function preloadOptions(name: 'stop-with-launcher' | 'stop-with-standard-input'): string[] {
  const file = ['.', 'launcher', '../launcher']
    .map((folder) => join(__dirname, folder, `${name}.js`))
    .find(existsSync);
  if (file === undefined) throw new Error(`${name}.js is missing.`);
  return ['--require', file];
}
