import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse } from 'yaml';

const ROOT = join(__dirname, '../../..');
const read = (name: string): string => readFileSync(join(ROOT, name), 'utf8');

type Versions = Readonly<Record<string, string>>;
interface PackageJson {
  readonly dependencies?: Versions;
  readonly optionalDependencies?: Versions;
  readonly devDependencies?: Versions;
}
interface Lock {
  readonly packages: Readonly<Record<string, PackageJson & LockedPackage>>;
}
interface LockedPackage {
  readonly integrity?: string;
  readonly resolved?: string;
  readonly link?: boolean;
}

const packageJson = JSON.parse(read('package.json')) as PackageJson;
/** Folders of the workspaces. */
const WORKSPACES = readdirSync(join(ROOT, 'packages')).map((name) => `packages/${name}`);
const manifests = [
  packageJson,
  ...WORKSPACES.map((folder) => JSON.parse(read(`${folder}/package.json`)) as PackageJson),
];

describe('docs/dependencies.md', () => {
  const [, production = '', development = ''] = read('docs/dependencies.md').split(/^## /m);
  const listed = (section: string): string[] =>
    section
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .flatMap((line) =>
        [...(line.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? ''),
      );

  it('has every direct dependency once, with a reason, and no other', () => {
    const namesOf = (kind: keyof PackageJson): string[] =>
      manifests.flatMap((manifest) => Object.keys(manifest[kind] ?? {}));
    const names = new Set([...namesOf('dependencies'), ...namesOf('optionalDependencies')]);
    expect(listed(production).sort()).toEqual([...names].sort());
    expect(listed(development).sort()).toEqual([...new Set(namesOf('devDependencies'))].sort());
  });
});

describe('package-lock.json', () => {
  const { packages } = JSON.parse(read('package-lock.json')) as Lock;

  it('is of this package.json', () => {
    expect(packages['']?.dependencies).toEqual(packageJson.dependencies);
    expect(packages['']?.devDependencies).toEqual(packageJson.devDependencies);
  });

  it('has the checksum of every package, and the address of none', () => {
    const installed = Object.entries(packages).filter(([path]) => path.startsWith('node_modules/'));
    const unproven = installed.filter(([, { integrity, link }]) => !link && !integrity);
    expect(unproven.map(([path]) => path)).toEqual([]);
    // Of a workspace it is its folder, without which npm finds it not.
    const resolved = installed.flatMap(([, each]) => each.resolved ?? []);
    expect(resolved.sort()).toEqual([...WORKSPACES].sort());
  });
});

describe('npm run licenses', () => {
  it.each<[string, object, boolean]>([
    ['MIT', { license: 'MIT' }, false],
    ['one of two', { license: '(GPL-3.0-only OR MIT)' }, false],
    ['both of two', { license: 'Apache-2.0 AND MIT' }, false],
    ['data in development', { license: 'CC-BY-4.0', dev: true }, false],
    ['data in production', { license: 'CC-BY-4.0' }, true],
    ['copyleft', { license: 'GPL-3.0-only' }, true],
    ['copyleft in development', { license: 'AGPL-3.0', dev: true }, true],
    ['one more than is allowed', { license: 'MIT AND GPL-2.0' }, true],
    ['none', {}, true],
  ])('judges %s', (_name, entry, isRefused) => {
    const script = pathToFileURL(join(__dirname, 'licenses.mjs')).href;
    const code = `import { refusedLicenses } from '${script}';
      console.log(refusedLicenses({ 'node_modules/x': ${JSON.stringify(entry)} }, () => ({})).length);`;
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' });
    expect(stdout.trim()).toBe(isRefused ? '1' : '0');
  });
});

interface Workflow {
  readonly jobs: {
    readonly check: {
      readonly strategy: { readonly matrix: { readonly node: readonly string[] } };
      readonly services: Readonly<Record<string, unknown>>;
      readonly env: Versions;
      readonly steps: readonly { readonly run?: string }[];
    };
  };
}

describe('the public CI', () => {
  const { check } = (parse(read('.github/workflows/ci.yml')) as Workflow).jobs;

  it('runs the whole check on every Node that must work, with the services', () => {
    expect(check.strategy.matrix.node).toEqual(['20.19', '22', '24']);
    expect(Object.keys(check.services)).toEqual(['postgres', 'redis']);
    expect(check.env['REQUIRE_SERVICES']).toBe('1');
    expect(check.steps.at(-1)?.run).toBe('bash .ci/run');
  });

  it('looks at the licences', () => {
    expect(read('.ci/run')).toContain('\nnpm run licenses\n');
  });
});
