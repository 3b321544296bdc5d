import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compiledApp } from '../../test/framework/support/compiled-app.js';
import { ConfigurationError, loadConfig, localKeys } from './index.js';

describe('localKeys', () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'keys-'));
    file = join(folder, 'local-keys.json');
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('makes keys that the configuration accepts, and keeps them', () => {
    const keys = localKeys(folder);
    expect(loadConfig(keys).profile).toBe('local');
    expect(localKeys(folder)).toEqual(keys);
    expect(readdirSync(folder)).toEqual(['local-keys.json']);
  });

  it('lets only the owner read them', () => {
    localKeys(join(folder, 'deep', 'data'));
    const made = join(folder, 'deep', 'data');
    expect(statSync(join(made, 'local-keys.json')).mode & 0o777).toBe(0o600);
    expect(statSync(made).mode & 0o777).toBe(0o700);
  });

  it('closes a file that has become readable to others', () => {
    localKeys(folder);
    chmodSync(file, 0o644);
    localKeys(folder);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it.each(['', '{"JWT_KEYS":', '[]', 'null', '"text"', '{"JWT_KEYS":5}'])(
    'refuses the broken file %p',
    (text) => {
      writeFileSync(file, text);
      expect(() => localKeys(folder)).toThrow(ConfigurationError);
      expect(() => localKeys(folder)).toThrow(/DATA_DIR: local-keys.json is broken/);
      expect(readFileSync(file, 'utf8')).toBe(text);
    },
  );

  it('reports that the folder is a file', () => {
    writeFileSync(file, '');
    expect(() => localKeys(file)).toThrow(/DATA_DIR: .*ENOTDIR/);
  });

  it('gives the same keys to processes that start together', async () => {
    const module = join(
      await compiledApp(),
      'node_modules/monday-persistence/dist/configuration/local-keys.js',
    );
    const racers = Array.from({ length: 4 }, () => new Racer(module, folder));
    await Promise.all(racers.map((racer) => racer.ready()));
    const results = await Promise.all(racers.map((racer) => racer.run()));
    expect(new Set(results).size).toBe(1);
    expect(JSON.parse(results[0] ?? '')).toEqual(JSON.parse(readFileSync(file, 'utf8')));
    expect(readdirSync(folder)).toEqual(['local-keys.json']);
  });
});

/** A process that waits for the word and then asks for the keys. */
class Racer {
  private readonly child: ChildProcess;

  constructor(module: string, folder: string) {
    const script = `
      const { localKeys } = require(${JSON.stringify(module)});
      process.once('message', () => process.send(JSON.stringify(localKeys(${JSON.stringify(folder)})), () => process.exit()));
      process.send('ready');`;
    this.child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  }

  async ready(): Promise<void> {
    await once(this.child, 'message');
  }

  async run(): Promise<string> {
    const answered = once(this.child, 'message');
    this.child.send('go');
    const [keys] = (await answered) as [string];
    return keys;
  }
}
