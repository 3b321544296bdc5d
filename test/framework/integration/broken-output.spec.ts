import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { compiledApp } from '../support/compiled-app.js';
import { samplesOf } from '../support/samples.js';

/** Asking without a pause would take the processor from what is asked. */
const POLL_MS = 20;

const SUPPORT = join(__dirname, '../support');
const FREE_PORTS = { PORT: '0', SANDBOX_PORT: '0', SIDECAR_PORT: '0', SANDBOX_SMTP_PORT: '0' };
const LINES = 20_000;
/** Of 1,000 bytes: 1 MiB of our own, and what a pipe or socket of the system holds. */
const MOST_LINES_KEPT = 2_500;

/** Programs whose standard output fails or is never read. */
let folder: string;
let child: ChildProcess;
let complaints: string;
const descriptors: number[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'broken-output-'));
});
afterEach(async () => {
  child.kill('SIGKILL');
  for (const fd of descriptors.splice(0)) closeSync(fd);
  await rm(folder, { recursive: true, force: true });
});

const opened = (path: string, flags: string | number): number => {
  const fd = openSync(path, flags);
  descriptors.push(fd);
  return fd;
};
const newPipe = (): string => {
  const path = join(folder, 'pipe');
  execFileSync('mkfifo', [path]);
  return path;
};
const outputs = {
  'a full device': () => opened('/dev/full', 'w'),
  'a full pipe that nobody reads': () => {
    const path = newPipe();
    fill(opened(path, constants.O_RDWR | constants.O_NONBLOCK));
    return opened(path, 'w');
  },
  'a socket that nobody reads': () => 'pipe' as const,
  'a pipe whose reader has gone': () => {
    const path = newPipe();
    const reader = openSync(path, 'r+');
    const writer = opened(path, 'w');
    closeSync(reader);
    return writer;
  },
};
type Output = keyof typeof outputs;
const NAMES = Object.keys(outputs) as Output[];

function run(program: string, output: Output, words: readonly string[] = []): void {
  child = spawn(process.execPath, ['--require', join(SUPPORT, 'report-port.cjs'), program, ...words], {
    cwd: folder,
    env: { PATH: process.env.PATH, DATA_DIR: folder, LOG_LEVEL: 'trace', ...FREE_PORTS },
    stdio: ['ignore', outputs[output](), 'pipe', 'ipc'],
  });
  complaints = '';
  child.stderr?.on('data', (text: Buffer) => (complaints += text.toString()));
}

/** The first message of the process. */
async function message<T>(): Promise<T> {
  const ended = once(child, 'exit').then(([code]) =>
    Promise.reject(new Error(`ended with ${code}: ${complaints}`)),
  );
  ended.catch(() => undefined);
  return ((await Promise.race([once(child, 'message'), ended])) as [T])[0];
}

/** The address of the app, once it answers. */
async function address(): Promise<string> {
  const { port } = await message<{ port: number }>();
  const url = `http://127.0.0.1:${port}`;
  while (!(await answers(`${url}/health/live`))) await pause(POLL_MS);
  return url;
}

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );

async function droppedLines(url: string): Promise<number | undefined> {
  const reply = await fetch(`${url}/metrics`);
  return samplesOf(await reply.text()).get('log_lines_dropped_total', {});
}

it.each([
  ['a full device', 20],
  ['a pipe whose reader has gone', 20],
  ['a full pipe that nobody reads', 0],
] as const)('the app answers, counts the lines that are lost, and stops, with %s', async (output, lost) => {
  run(join(await compiledApp(), 'main.js'), output);
  const url = await address();
  for (let n = 0; n < 20; n += 1) expect(await answers(`${url}/health`)).toBe(true);
  expect(await droppedLines(url)).toBeGreaterThanOrEqual(lost);
  expect(complaints.match(/Log lines are dropped/g) ?? []).toHaveLength(lost > 0 ? 1 : 0);
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});

it.each(NAMES)('output to %s neither blocks forever nor ends the process', async (output) => {
  const words = [await compiledApp(), String(LINES)];
  run(join(SUPPORT, 'flood-output.cjs'), output, words);
  const { dropped } = await message<{ dropped: number }>();
  expect(dropped).toBeGreaterThan(LINES - MOST_LINES_KEPT);
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(complaints.match(/Log lines are dropped/g)).toHaveLength(1);
});

it('npm run dev starts and stops app and platform even if its output is a full pipe', async () => {
  run(join(await compiledApp(), 'dev.js'), 'a full pipe that nobody reads');
  await address();
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(complaints).not.toContain('is killed');
});

it.each([
  ['a full device', 1, /^The result could not be written \(ENOSPC\)\.\n$/],
  ['a pipe whose reader has gone', 141, /^$/],
] as const)('a command whose result goes to %s ends with %d', async (output, code, complaint) => {
  run(join(await compiledApp(), 'cli/main.js'), output, ['sandbox', '--help']);
  expect(await once(child, 'close')).toEqual([code, null]);
  expect(complaints).toMatch(complaint);
});

/** Until it takes no byte more. */
function fill(fd: number): void {
  for (const size of [65_536, 1]) {
    try {
      for (;;) writeSync(fd, Buffer.alloc(size));
    } catch (error) {
      expect((error as NodeJS.ErrnoException).code).toBe('EAGAIN');
    }
  }
}
