import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const ROOT = join(__dirname, '../../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

type Versions = Readonly<Record<string, string>>;
interface PackageJson {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Versions;
  readonly devDependencies?: Versions;
}
interface Workflow {
  readonly jobs: { readonly publish: { readonly steps: readonly { readonly run?: string }[] } };
}

const manifests = ['.', ...readdirSync(join(ROOT, 'packages')).map((name) => `packages/${name}`)].map(
  (folder) => JSON.parse(read(join(folder, 'package.json'))) as PackageJson,
);
const [root] = manifests;

describe('the packages', () => {
  it('have one version, also where they name each other', () => {
    const names = manifests.map(({ name }) => name);
    const named = manifests.flatMap(({ dependencies, devDependencies }) =>
      Object.entries({ ...dependencies, ...devDependencies }).filter(([name]) => names.includes(name)),
    );
    expect(named.length).toBeGreaterThan(2);
    const versions = [...manifests.map(({ version }) => version), ...named.map(([, version]) => version)];
    expect(new Set(versions)).toEqual(new Set([root?.version]));
  });

  it('are packed and published under a tag of this version only', () => {
    const { status, stderr } = spawnSync(process.execPath, ['tools/pack.mjs', '--tag', 'v99.0.0'], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([1, `The tag v99.0.0 is not that of version ${root?.version}.\n`]);
  });

  it('are all published', () => {
    const { steps } = (parse(read('.github/workflows/publish.yml')) as Workflow).jobs.publish;
    const published = steps.flatMap(
      ({ run = '' }) => /^npm publish packed\/([a-z-]+)-\*/.exec(run)?.[1] ?? [],
    );
    const isPrivate = ['monday-persistence'];
    expect(published.sort()).toEqual(
      manifests
        .map(({ name }) => name)
        .filter((name) => !isPrivate.includes(name))
        .sort(),
    );
  });
});
