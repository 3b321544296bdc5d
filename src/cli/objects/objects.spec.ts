import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { localKeys, type Variables } from '../../config/index.js';
import { AppFeatures } from '../../feature/index.js';
import { runCli } from '../run-cli.js';
import { StoresClient } from '../stores.client.js';
import { useObjects } from './open-objects.js';

describe('commands on objects', () => {
  let folder: string;
  let out: string;
  let variables: Variables;
  let printed: string[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cli-objects-'));
    out = join(folder, 'export');
    variables = { ...localKeys(folder), APP_PROFILE: 'local', DATA_DIR: folder };
    await put('1', '../a', 'first');
    await put('1', 'b', 'second');
    await put('2', 'b', 'of another account');
  });
  afterEach(() => rm(folder, { recursive: true }));

  const put = (accountId: string, name: string, text: string): Promise<unknown> =>
    useObjects(new StoresClient(variables), accountId, (objects) =>
      objects.put(name, text, { contentType: 'text/plain' }),
    );
  const read = (accountId: string, name: string): Promise<string | undefined> =>
    useObjects(new StoresClient(variables), accountId, async (objects) => {
      const object = await objects.get(name);
      return object && `${object.contentType} ${(await buffer(object.content)).toString()}`;
    });
  const run = (words: string): Promise<number> => {
    printed = [];
    const print = (line: string): void => void printed.push(line);
    const environment = { sandboxUrl: 'http://127.0.0.1:1', variables, features: new AppFeatures([]) };
    return runCli(words.split(' '), environment, { print, printError: print });
  };

  it('export, purge and import all objects of one account', async () => {
    expect(await run(`objects export --account 1 --folder ${out}`)).toBe(0);
    expect(printed.at(-1)).toBe('{"exported":2}');
    expect(await readFile(join(out, '1'), 'utf8')).toBe('first');
    expect(await run('objects purge --account 1')).toBe(0);
    expect(printed.at(-1)).toBe('{"deleted":2}');
    expect(await read('1', '../a')).toBeUndefined();
    expect(await read('2', 'b')).toBe('text/plain of another account');
    expect(await run(`objects import --account 1 --folder ${out}`)).toBe(0);
    expect(printed.at(-1)).toBe('{"imported":2}');
    expect(await read('1', '../a')).toBe('text/plain first');
    expect(await read('1', 'b')).toBe('text/plain second');
  });

  it('replace no export', async () => {
    await run(`objects export --account 1 --folder ${out}`);
    expect(await run(`objects export --account 1 --folder ${out}`)).toBe(1);
    expect(printed.join()).toContain('The folder has an export already.');
  });

  it.each(['{}', '{"name":"x","file":"../../app.db"}', 'no JSON', '{"name":"x","file":"99"}'])(
    'import no line %s',
    async (line) => {
      await run(`objects export --account 1 --folder ${out}`);
      await writeFile(join(out, 'objects.jsonl'), `${line}\n`);
      expect(await run(`objects import --account 1 --folder ${out}`)).toBe(1);
      expect(await read('1', 'x')).toBeUndefined();
    },
  );

  it.each([
    ['objects export --account 1', 2],
    ['objects export --folder x', 2],
    ['objects import --account 1 --folder /nowhere/at/all', 1],
    ['objects purge', 2],
  ])('%s ends with %d', async (words, code) => {
    expect(await run(words)).toBe(code);
  });
});
