import { execFile, spawn } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { eventually } from '../../../src/testing/index.js';

const CODE_CACHE = join(__dirname, '../programs/code-cache.cjs');
const PROGRAM = `'use strict'; console.log('one', new Error().stack.split('\\n')[1], this === exports, __filename);
console.log(require.main === module, require.cache[__filename] === module, require('../other.js'));
`;
const OTHER =
  "module.exports = require.resolve('./other.js'); void import('node:path').then(({ sep }) => console.log(sep));";

describe('the cache of compiled code', () => {
  let folder: string;
  let code: string;
  let program: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'code-cache-'));
    code = join(folder, 'code');
    program = join(folder, 'programs/program.js');
    await mkdir(join(folder, 'programs'));
    await copyFile(CODE_CACHE, preload());
    await writeFile(program, PROGRAM);
    await writeFile(join(folder, 'other.js'), OTHER);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const run = async (...words: string[]): Promise<string> =>
    (await promisify(execFile)(process.execPath, [...words, program])).stdout;
  const preload = (): string => join(folder, 'programs/code-cache.cjs');
  const runCached = (): Promise<string> => run('--require', preload());
  /** By name; a file that is written anew has another number. */
  const files = async (): Promise<Record<string, number>> => {
    const names = await readdir(code);
    const stats = await Promise.all(names.map((name) => stat(join(code, name))));
    return Object.fromEntries(names.map((name, index) => [name, stats[index]?.ino ?? 0]));
  };

  it('changes nothing about a program, whose next process takes what the first one compiled', async () => {
    const expected = await run();
    expect(await runCached()).toBe(expected);
    const kept = await files();
    expect(Object.keys(kept)).toHaveLength(1);
    expect(await runCached()).toBe(expected);
    expect(await files()).toEqual(kept);
  });

  it('compiles a changed program anew, and one whose file is of no use', async () => {
    await runCached();
    await writeFile(program, PROGRAM.replace('one', 'two'));
    expect(await runCached()).toContain('two');
    const kept = await files();
    for (const name of Object.keys(kept)) await writeFile(join(code, name), 'nothing');
    expect(await runCached()).toContain('two');
    expect(
      Object.values(await files()).filter((number) => Object.values(kept).includes(number)),
    ).toHaveLength(1);
  });

  it('keeps it also if the program is killed', async () => {
    await writeFile(program, 'setInterval(() => undefined, 1_000);');
    const child = spawn(process.execPath, ['--require', preload(), program]);
    const kept = await eventually(async () => (await readdir(code).catch(() => []))[0]);
    child.kill('SIGKILL');
    expect(kept).toBeDefined();
  });
});
