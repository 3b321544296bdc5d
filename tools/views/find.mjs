/** Where views are, and the tools of the app that make them. Paths are relative to the working directory. */
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const FEATURES = 'src/app/features';

/** @returns each view as `{name, folder}` */
export async function findViews() {
  const names = await readdir(FEATURES).catch(() => []);
  return names
    .sort()
    .map((name) => ({ name, folder: `${FEATURES}/${name}/view` }))
    .filter(({ folder }) => existsSync(join(folder, 'index.html')));
}

/** The address of a view within the app. */
export const baseOf = (name) => `/view/${name}/`;

const ofApp = createRequire(resolve('package.json'));

/** A module of a package that the app has installed. */
export async function importOfApp(name, file) {
  const folder = dirname(ofApp.resolve(`${name}/package.json`));
  return import(pathToFileURL(join(folder, file)).href);
}

/** The compiler of the app. */
export const tscOfApp = () => ofApp.resolve('typescript/bin/tsc');

export const loadVite = () => importOfApp('vite', 'dist/node/index.js');
