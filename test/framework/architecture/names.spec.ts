import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';

/** CONTRIBUTING.md, "Where code belongs". */
const ROLES = [
  'module',
  'controller',
  'service',
  'guard',
  'filter',
  'pipe',
  'middleware',
  'decorator',
  'strategy',
  'adapter',
  'driver',
  'persistence',
  'transport',
  'store',
  'client',
  'registry',
  'runner',
  'server',
];
const CONTENTS = [
  'action',
  'check',
  'command',
  'cron',
  'docs',
  'dto',
  'errors',
  'handler',
  'page',
  'schema',
  'tables',
  'types',
  'validators',
];

const FOLDERS = [
  'src',
  'tools',
  'packages/local-platform/src',
  'packages/persistence/src',
  'packages/create-monday-app-backend/src',
];
const FILES = FOLDERS.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    // The owner names things as they like.
    .filter((file) => file.endsWith('.ts') && !/(^|\/)dist\/|^app\//.test(file))
    .map((file) => join(folder, file))
    // The owner of the app names their own files.
    .filter((file) => !file.startsWith(join('src', 'app') + sep)),
);
const SOURCES = FILES.filter((file) => !file.endsWith('.spec.ts'));

interface DeclaredClass {
  readonly name: string;
  readonly file: string;
  readonly isExported: boolean;
}

const CLASSES: readonly DeclaredClass[] = SOURCES.flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(/^(export )?(?:abstract )?class (\w+)/gm)].map(
    ([, exported, name = '']) => ({ name, file, isExported: exported !== undefined }),
  ),
);

const stemOf = (file: string): string => basename(file).replace(/(\.spec)?\.ts$/, '');
const suffixOf = (file: string): string | undefined => /\.(.+)$/.exec(stemOf(file))?.[1];
const wordsOf = (name: string): string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(' ');
const singularOf = (word: string): string =>
  word
    .replace(/ies$/, 'y')
    .replace(/(s|x|ch|sh)es$/, '$1')
    .replace(/([^s])s$/, '$1');

/** Names that occur more than once, each with where. */
function repeated(entries: readonly (readonly [name: string, file: string])[]): string[] {
  const places = new Map<string, Set<string>>();
  for (const [name, file] of entries) places.set(name, (places.get(name) ?? new Set()).add(file));
  return [...places].flatMap(([name, files]) => (files.size > 1 ? `${name}: ${[...files].join(', ')}` : []));
}

describe('the names of the sources', () => {
  it('have no suffix but those of CONTRIBUTING.md', () => {
    const known = new Set([...ROLES, ...CONTENTS, undefined]);
    expect(FILES.filter((file) => !known.has(suffixOf(file)))).toEqual([]);
    const text = readFileSync('CONTRIBUTING.md', 'utf8');
    expect([...ROLES, ...CONTENTS].filter((suffix) => !text.includes(`\`${suffix}\``))).toEqual([]);
  });

  it('end with the role of the class', () => {
    const misplaced = CLASSES.filter(({ name, file, isExported }) => {
      const role = wordsOf(name).at(-1) ?? '';
      const isBesideMore = CONTENTS.includes(suffixOf(file) ?? '');
      return (
        isExported &&
        ROLES.includes(role) &&
        wordsOf(name).length > 1 &&
        !isBesideMore &&
        suffixOf(file) !== role
      );
    });
    expect(misplaced.map(({ name, file }) => `${name} in ${file}`)).toEqual([]);
  });

  it('are of one class each', () => {
    expect(repeated(CLASSES.map(({ name, file }) => [name, file]))).toEqual([]);
  });

  it('do not differ by a plural alone', () => {
    const twins = FILES.map(
      (file) =>
        [join(dirname(file), stemOf(file).split(/[.-]/).map(singularOf).join('-')), stemOf(file)] as const,
    );
    expect(repeated(twins)).toEqual([]);
  });
});
