import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { compiledApp } from '../support/compiled-app.js';

const APP = 'main.js';
const DEV = 'dev.js';
const PLATFORM = 'node_modules/monday-local-platform/dist/main.js';
const LOGGED = /^\[\d\d:/;
const FREE = { PORT: '0', SANDBOX_PORT: '0', SANDBOX_SMTP_PORT: '0', SIDECAR_PORT: '0' };

/** One line that says what to do, and exit code 1. */
describe('a start that cannot go well', () => {
  let folder: string;
  let file: string;
  let taken: Server;
  let port: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'refused-'));
    file = join(folder, 'file');
    await writeFile(file, '');
    taken = createServer().listen(0, '0.0.0.0');
    await once(taken, 'listening');
    port = String((taken.address() as AddressInfo).port);
  });
  afterAll(async () => {
    taken.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function linesOf(program: string, variables: Record<string, string>, words: string[] = []) {
    const child = spawn(process.execPath, [join(await compiledApp(), program), ...words], {
      cwd: folder,
      env: { PATH: process.env['PATH'], DATA_DIR: join(folder, 'data'), ...FREE, ...variables },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [output, complaint] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close'),
    ]);
    expect(child.exitCode).toBe(1);
    // The app also logs its start.
    return [...output.split('\n'), ...complaint.split('\n')].filter(
      (line) => line !== '' && !LOGGED.test(line),
    );
  }

  it.each([
    ['npm start', APP],
    ['npm run dev', DEV],
    ['the local platform', PLATFORM],
  ])('names the folder of the data that cannot be written: %s', async (_name, program) => {
    expect(await linesOf(program, { DATA_DIR: join(file, 'data') })).toEqual([
      'DATA_DIR: the folder cannot be written (ENOTDIR). Make it writable for this user, or use another folder.',
    ]);
  });

  it('names what --data gave to the local platform', async () => {
    expect(await linesOf(PLATFORM, {}, ['--data', file])).toEqual([expect.stringMatching(/^DATA_DIR: /)]);
  });

  it.each([
    ['npm start', APP, 'PORT'],
    ['npm run dev', DEV, 'PORT'],
    ['npm run dev', DEV, 'SANDBOX_PORT'],
    ['npm run dev', DEV, 'SANDBOX_SMTP_PORT'],
    ['the local platform', PLATFORM, 'SANDBOX_PORT'],
    ['the local platform', PLATFORM, 'SANDBOX_SMTP_PORT'],
  ])('names the variable of a port that is taken: %s, %s', async (_name, program, variable) => {
    const lines = await linesOf(program, { [variable]: port });
    expect(lines).toEqual([expect.stringMatching(/in use\. Stop the process that uses it/)]);
    expect(lines[0]).toMatch(new RegExp(`\\b${variable}\\b`));
  });

  it('names METRICS_PORT if that one is taken', async () => {
    const lines = await linesOf(APP, { METRICS_PORT: port });
    expect(lines.join('\n')).toMatch(/METRICS_PORT: the port is in use\. Stop the process that uses it/);
  });
});
