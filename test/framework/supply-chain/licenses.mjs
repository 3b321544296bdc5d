// `npm run licenses`: the licence of every package in the lock file, for all platforms, against the list of those that a
// product with an MIT licence can ship with or be built by.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'MIT-0',
  'Python-2.0',
  'Unlicense',
]);
/** Of packages that build and test, and are not shipped. */
const ALLOWED_IN_DEVELOPMENT = new Set(['CC-BY-3.0', 'CC-BY-4.0', 'CC0-1.0', 'MPL-2.0']);
/** Packages whose metadata says nothing, with where the licence was found. */
const FOUND_BY_HAND = { pause: 'MIT' }; // in its Readme.md

/**
 * The packages whose licence is not allowed.
 * @param {Record<string, {license?: string, dev?: boolean}>} packages of a lock file
 * @param {(path: string) => {license?: unknown, licenses?: unknown}} readPackage metadata of an installed one
 */
export function refusedLicenses(packages, readPackage) {
  return Object.entries(packages)
    .filter(([path, { link }]) => path !== '' && !link)
    .map(([path, entry]) => ({
      path,
      license: entry.license ?? licenseOf(path, readPackage),
      dev: entry.dev === true,
    }))
    .filter(({ license, dev }) => !isAllowed(license, dev));
}

function licenseOf(path, readPackage) {
  const { license, licenses } = readPackage(path);
  const older = [licenses].flat().filter(Boolean);
  const names = older.map((each) => each.type ?? each);
  return (
    license?.type ?? license ?? (names.join(' OR ') || FOUND_BY_HAND[path.split('node_modules/').at(-1)])
  );
}

/** An SPDX expression without nesting: `A`, `(A OR B)`, `A AND B`. */
function isAllowed(expression, dev) {
  const alternatives = (expression ?? '').replace(/[()]/g, '').split(' OR ');
  return alternatives.some((alternative) =>
    alternative
      .split(' AND ')
      .every((name) => ALLOWED.has(name) || (dev && ALLOWED_IN_DEVELOPMENT.has(name))),
  );
}

function readInstalled(path) {
  const file = join(ROOT, path, 'package.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
  const refused = refusedLicenses(packages, readInstalled);
  for (const { path, license } of refused) console.error(`${path}: ${license ?? 'no licence'}`);
  console.log(
    `${Object.keys(packages).length - 1} packages, ${refused.length} with a licence that is not allowed`,
  );
  process.exitCode = refused.length === 0 ? 0 : 1;
}
