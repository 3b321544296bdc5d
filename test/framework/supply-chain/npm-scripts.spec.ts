import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../../..');

interface PackageJson {
  readonly scripts?: Readonly<Record<string, string>>;
  readonly allowScripts?: Readonly<Record<string, boolean>>;
}
interface Lock {
  readonly packages: Readonly<Record<string, { readonly hasInstallScript?: boolean }>>;
}

const read = (path: string): unknown => JSON.parse(readFileSync(join(ROOT, path), 'utf8'));
const FOLDERS = ['.', ...readdirSync(join(ROOT, 'packages')).map((name) => `packages/${name}`)];

/** What `cmd.exe` understands otherwise than a shell of Unix, or not at all. */
const SHELL_SYNTAX: Readonly<Record<string, RegExp>> = {
  'a command of Unix': /(^|&& |\|\| )(exec|export|rm|cp|mv|mkdir|cat|test|sh|bash|env|true|false)\b/,
  'a variable before the command': /(^|&& |\|\| )\w+=/,
  'single quotes around an argument': /^[^"]*(?:"[^"]*"[^"]*)*'/,
  'an expansion, a pipe, a redirection or a background process':
    /[$`;<>]|(^|[^|])\|([^|]|$)|(^|[^&])&([^&]|$)/,
};

describe('the scripts of package.json', () => {
  const scripts = FOLDERS.flatMap((folder) =>
    Object.entries((read(join(folder, 'package.json')) as PackageJson).scripts ?? {}).map(
      ([name, command]) => [name, command] as const,
    ),
  );

  it.each(scripts)('run on Windows too: %s', (_name, command) => {
    const found = Object.entries(SHELL_SYNTAX).filter(([, syntax]) => syntax.test(command));
    expect(found.map(([what]) => what)).toEqual([]);
  });

  it.each([
    ['exec node main.js'],
    ['A=1 jest'],
    ["jest '**/*.ts'"],
    ['node a.js > b'],
    ['node a.js & node b.js'],
    ['node a.js; node b.js'],
    ['node $HOME/a.js'],
    ['npm run a && rm -rf dist'],
  ])('would be found: %s', (command) => {
    expect(Object.values(SHELL_SYNTAX).some((syntax) => syntax.test(command))).toBe(true);
  });
});

describe('the packages with an install script', () => {
  it('are denied to run it, each by its name: what they need is prebuilt in them', () => {
    const { packages } = read('package-lock.json') as Lock;
    const { allowScripts } = read('package.json') as PackageJson;
    const names = Object.entries(packages)
      .filter(([, { hasInstallScript }]) => hasInstallScript)
      .map(([path]) => path.replace(/^.*node_modules\//, ''));
    expect(new Set(Object.keys(allowScripts ?? {}))).toEqual(new Set(names));
    expect(new Set(Object.values(allowScripts ?? {}))).toEqual(new Set([false]));
  });
});
