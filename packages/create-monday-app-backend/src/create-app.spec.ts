import { execFileSync, spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from './create-app.js';
import { readCreateOptions } from './create-options.js';
import { npmInstall } from './npm-install.js';

jest.mock('./npm-install.js');

const BIN = join(__dirname, '../bin/create.js');

describe('create-monday-app-backend', () => {
  let parent: string;
  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'create-'));
  });
  afterEach(() => rmSync(parent, { recursive: true, force: true }));

  const create = (name: string, words: readonly string[] = ['--no-install']): Promise<void> =>
    createApp(readCreateOptions([join(parent, name), ...words]), '1.2.3');

  it('makes an app that is called as its folder, and records what it made', async () => {
    await create('my-app');
    const read = (path: string): string => readFileSync(join(parent, 'my-app', path), 'utf8');
    expect(JSON.parse(read('package.json'))).toMatchObject({ name: 'my-app', private: true });
    expect(JSON.parse(read('.monday-app.json'))).toMatchObject({
      version: '1.2.3',
      files: { 'tsconfig.json': expect.any(String) as unknown },
    });
    expect(read('test/app/send-greeting.spec.ts')).toContain("from 'monday-app-backend/testing'");
    const names = readdirSync(join(parent, 'my-app'), { recursive: true, encoding: 'utf8' });
    expect(names.filter((name) => /dot-|template/.test(name))).toEqual([]);
    expect(names).toContain('.gitignore');
    expect(readdirSync(parent)).toEqual(['my-app']);
  });

  it('fills a folder in which a shell may be, and which may be a new repository', async () => {
    mkdirSync(join(parent, 'my-app/.git'), { recursive: true });
    const { ino } = statSync(join(parent, 'my-app'));
    await create('my-app');
    expect(statSync(join(parent, 'my-app')).ino).toBe(ino);
    expect(readdirSync(join(parent, 'my-app'))).toEqual(
      expect.arrayContaining(['.git', 'src', 'package.json']),
    );
  });

  it('empties the folder again if it fails, but for what it has not made', async () => {
    mkdirSync(join(parent, 'my-app/.git'), { recursive: true });
    jest.mocked(npmInstall).mockImplementationOnce((folder) => {
      writeFileSync(join(folder, 'mine'), '');
      writeFileSync(join(folder, 'package-lock.json'), '');
      return Promise.resolve('failed');
    });
    await expect(create('my-app', [])).rejects.toThrow(/nothing was created/);
    expect(readdirSync(join(parent, 'my-app'))).toEqual(['.git', 'mine']);
  });

  it('depends on the tarballs of a folder if they are given', async () => {
    mkdirSync(join(parent, 'packed'));
    for (const name of ['monday-app-backend', 'monday-local-platform'])
      writeFileSync(join(parent, 'packed', `${name}-0.9.0.tgz`), '');
    await create('my-app', ['--no-install', '--packages', join(parent, 'packed')]);
    expect(JSON.parse(readFileSync(join(parent, 'my-app/package.json'), 'utf8'))).toMatchObject({
      dependencies: { 'monday-app-backend': 'file:../packed/monday-app-backend-0.9.0.tgz' },
      devDependencies: { 'monday-local-platform': 'file:../packed/monday-local-platform-0.9.0.tgz' },
    });
  });

  it('adds a board view if it is asked for', async () => {
    const view = join(parent, 'view-template');
    mkdirSync(join(view, 'src/app/features/board-notes/view'), { recursive: true });
    const tools = { devDependencies: { react: '^19.0.0' }, overrides: { a: '$b' } };
    writeFileSync(join(view, 'package.template.json'), JSON.stringify(tools));
    writeFileSync(join(view, 'src/app/features/board-notes/view/index.html'), '<title>APP_NAME</title>');
    await createApp(readCreateOptions([join(parent, 'my-app'), '--no-install', '--view']), '1.2.3', view);
    const read = (path: string): string => readFileSync(join(parent, 'my-app', path), 'utf8');
    const manifest = JSON.parse(read('package.json')) as { devDependencies: Record<string, string> };
    expect(manifest).toMatchObject({ name: 'my-app', ...tools });
    expect(Object.keys(manifest.devDependencies)).toEqual(Object.keys(manifest.devDependencies).sort());
    expect(read('src/app/features/board-notes/view/index.html')).toBe('<title>my-app</title>');
    expect(read('src/app/app.module.ts')).toMatch(/imports: \[BoardNotesFeature, SendGreetingFeature\]/);
    expect(read('src/app/app.module.ts')).toMatch(/^import { BoardNotesFeature } from .+\nimport { SendG/m);
    const { manifest: recorded } = JSON.parse(read('.monday-app.json')) as { manifest: object };
    expect(recorded).not.toHaveProperty('overrides');
  });

  it('leaves nothing where it fails', async () => {
    writeFileSync(join(parent, 'file'), '');
    mkdirSync(join(parent, 'full'));
    writeFileSync(join(parent, 'full', 'mine'), '');
    await expect(create('full')).rejects.toThrow(/is not empty\. Choose another name, or empty it\.$/);
    await expect(create('file')).rejects.toThrow(/is a file\. Choose another name\.$/);
    symlinkSync(join(parent, 'nowhere'), join(parent, 'link'));
    await expect(create('link')).rejects.toThrow(/link cannot be written to \(\w+\)\.$/);
    unlinkSync(join(parent, 'link'));
    await expect(create('nowhere/my-app')).rejects.toThrow(/nowhere does not exist\. Create it first\.$/);
    await expect(create('my-app', ['--packages', parent])).rejects.toThrow(
      /has no tarball of monday-app-backend/,
    );
    expect(readdirSync(parent).sort()).toEqual(['file', 'full']);
    expect(readdirSync(join(parent, 'full'))).toEqual(['mine']);
  });

  it.each([['My-App'], ['a-'], ['a--b'], ['1a'], ['x'.repeat(41)], ['a.b'], ['@acme/app']])(
    'refuses the name %s',
    (name) => {
      expect(() => readCreateOptions([name])).toThrow(/cannot be the name of an app\. Use up to 40/);
    },
  );

  it.each([[[]], [['a', 'b']]])('asks for one name instead of %j', (words) => {
    expect(() => readCreateOptions(words)).toThrow(/^Give one name: npm create/);
  });

  it('refuses an unknown option', () => {
    expect(() => readCreateOptions(['a', '--nope'])).toThrow(/^Unknown option in: a --nope\./);
  });

  it('refuses an old Node in one line, whose syntax its start can read', () => {
    const old = `Object.defineProperty(process.versions, 'node', { value: '18.20.0' }); require(${JSON.stringify(BIN)});`;
    const { status, stderr } = spawnSync(process.execPath, ['-e', old], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([
      1,
      'create-monday-app-backend needs Node 20.19 or later; this is 18.20.0.\n',
    ]);
    expect(() => execFileSync(process.execPath, ['--check', BIN])).not.toThrow();
  });
});
