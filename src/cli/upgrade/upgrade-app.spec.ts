import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { recordOf, renderTemplate, writeRecord } from 'create-monday-app-backend/generated-app';
import { applyUpgrade, lineDiff, readUpgrade } from './index.js';

const OLD = {
  'package.template.json':
    '{"name": "APP_NAME", "scripts": {"dev": "old", "test": "jest", "gone": "x"}, "dependencies": {"monday-app-backend": "^1.0.0"}}',
  'tsconfig.template.json': 'one\ntwo\n',
  Dockerfile: 'FROM node:22\n',
  'dot-gitignore': 'dist\n',
  Procfile: 'web: old\n',
  'src/app/app.module.ts': 'old\n',
};
const NEW = {
  ...OLD,
  'package.template.json':
    '{"name": "APP_NAME", "scripts": {"dev": "new", "test": "vitest", "lint": "eslint"}, "dependencies": {"monday-app-backend": "^2.0.0"}}',
  'tsconfig.template.json': 'one\nthree\n',
  Dockerfile: 'FROM node:24\n',
  'dot-github/ci.yml': 'for APP_NAME\n',
  Procfile: undefined,
  'src/app/app.module.ts': 'new\n',
};

/** A package of one version: its `package.json` and its template. */
async function makePackage(
  version: string,
  files: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'template-'));
  await writeFile(join(folder, 'package.json'), JSON.stringify({ version }));
  for (const [path, text] of Object.entries(files)) {
    if (text === undefined) continue;
    await mkdir(dirname(join(folder, 'template', path)), { recursive: true });
    await writeFile(join(folder, 'template', path), text);
  }
  return folder;
}

describe('monday-app upgrade', () => {
  let app: string;
  let packages: string[];
  const read = (path: string): string => readFileSync(join(app, path), 'utf8');
  const template = (version: number): string => join(packages[version - 1] ?? '', 'template');

  beforeEach(async () => {
    packages = [await makePackage('1.0.0', OLD), await makePackage('2.0.0', NEW)];
    app = mkdtempSync(join(tmpdir(), 'app-'));
    const files = await renderTemplate('my-app', template(1));
    for (const [path, text] of files) {
      await mkdir(dirname(join(app, path)), { recursive: true });
      await writeFile(join(app, path), text);
    }
    await writeRecord(app, recordOf('1.0.0', files));
  });
  afterEach(async () => {
    await Promise.all([app, ...packages].map((folder) => rm(folder, { recursive: true, force: true })));
  });

  it('finds nothing while the version is the same, whatever the line ends', async () => {
    writeFileSync(join(app, 'tsconfig.json'), 'one\r\ntwo\r\n');
    expect(await readUpgrade(app, template(1))).toMatchObject({
      from: '1.0.0',
      to: '1.0.0',
      files: [],
      entries: [],
    });
  });

  it('replaces what is not edited, and puts the new text of an edited file beside it', async () => {
    writeFileSync(join(app, 'tsconfig.json'), 'mine\n');
    const found = await readUpgrade(app, template(2));
    expect(found.files.map(({ path, isEdited }) => [path, isEdited])).toEqual([
      ['.github/ci.yml', false],
      ['Dockerfile', false],
      ['Procfile', false],
      ['tsconfig.json', true],
    ]);
    await applyUpgrade(app, found, template(2));
    expect([read('Dockerfile'), read('.github/ci.yml')]).toEqual(['FROM node:24\n', 'for my-app\n']);
    expect([read('tsconfig.json'), read('tsconfig.json.new')]).toEqual(['mine\n', 'one\nthree\n']);
    expect(existsSync(join(app, 'Procfile'))).toBe(false);
    expect(read('src/app/app.module.ts')).toBe('old\n');
    expect(await readUpgrade(app, template(2))).toMatchObject({ from: '2.0.0', files: [] });
  });

  it('changes the entries of package.json that are not edited, and no other', async () => {
    const own = { name: 'my-app', scripts: { dev: 'old', test: 'mine', gone: 'x', own: 'y' } };
    writeFileSync(join(app, 'package.json'), JSON.stringify(own));
    const found = await readUpgrade(app, template(2));
    expect(found.entries.map(({ name, isEdited }) => [name, isEdited])).toEqual([
      ['dev', false],
      ['test', true],
      ['gone', false],
      ['lint', false],
    ]);
    await applyUpgrade(app, found, template(2));
    expect(JSON.parse(read('package.json'))).toEqual({
      name: 'my-app',
      scripts: { dev: 'new', test: 'mine', own: 'y', lint: 'eslint' },
    });
  });

  it.each([
    ['other-app', 'for other-app\n'],
    ['@acme/my-app', 'for my-app\n'],
  ])('names an app that is now the package %s in its files', async (name, text) => {
    writeFileSync(join(app, 'package.json'), read('package.json').replace('my-app', name));
    const { files } = await readUpgrade(app, template(2));
    expect(files.find(({ path }) => path === '.github/ci.yml')?.after).toBe(text);
  });

  it('does not bring back what the owner deleted', async () => {
    rmSync(join(app, 'Dockerfile'));
    const { files } = await readUpgrade(app, template(2));
    expect(files.map(({ path }) => path)).not.toContain('Dockerfile');
  });

  it.each(['{', '{}', 'null', '{"version":"1","files":null}'])(
    'refuses the record %s in one line',
    async (text) => {
      writeFileSync(join(app, '.monday-app.json'), text);
      await expect(readUpgrade(app, template(2))).rejects.toThrow(
        /^The app cannot be compared: \.monday-app\.json has been changed and is not valid\. .+$/,
      );
    },
  );

  it('says in one line that package.json cannot be read', async () => {
    writeFileSync(join(app, 'package.json'), '<<<<<<<');
    await expect(readUpgrade(app, template(2))).rejects.toThrow(/: \S+package\.json is not valid JSON\.$/);
  });

  it('stops in one line at a file that cannot be changed, and applies the rest later', async () => {
    mkdirSync(join(app, '.github/ci.yml'), { recursive: true });
    const blocked = applyUpgrade(app, await readUpgrade(app, template(2)), template(2));
    await expect(blocked).rejects.toThrow(
      /^\.github\/ci\.yml cannot be changed: EISDIR.+ Fix this and apply the rest\.$/,
    );
    rmSync(join(app, '.github/ci.yml'), { recursive: true });
    await applyUpgrade(app, await readUpgrade(app, template(2)), template(2));
    expect(read('.github/ci.yml')).toBe('for my-app\n');
  });

  it('says in one line that the folder has no created app', async () => {
    rmSync(join(app, '.monday-app.json'));
    await expect(readUpgrade(app, template(2))).rejects.toThrow(/^There is no \.monday-app\.json here/);
  });
});

describe('lineDiff', () => {
  it('shows the lines that differ, with two around them', () => {
    const before = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', ''].join('\n');
    const after = ['a', 'b', 'c', 'X', 'e', 'f', 'g', 'h', 'i', ''].join('\n');
    expect(lineDiff(before, after)).toEqual(['  b', '  c', '- d', '+ X', '  e', '  f', '  g', '  h', '+ i']);
    expect(lineDiff('', 'a\n')).toEqual(['+ a']);
    expect(lineDiff('a\n', 'a\n')).toEqual([]);
  });
});
