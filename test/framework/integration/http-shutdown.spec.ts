import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { compiledApp } from '../support/compiled-app.js';

/** The app as a process of its own: how it starts, what it says, how it ends. */
let dataDir: string;
let child: ChildProcess;
let output: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'main-'));
});
afterEach(async () => {
  child.kill('SIGKILL');
  await rm(dataDir, { recursive: true, force: true });
});

async function run(variables: Record<string, string> = {}): Promise<void> {
  child = fork(join(await compiledApp(), 'main.js'), {
    cwd: dataDir,
    env: { PATH: process.env.PATH, APP_PROFILE: 'local', DATA_DIR: dataDir, PORT: '0', ...variables },
    silent: true,
  });
  output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (text: Buffer) => (output += text.toString()));
}

/** Where the app reports that it listens. */
async function address(): Promise<URL> {
  for (;;) {
    const port = /listening on port (\d+)/.exec(output)?.[1];
    if (port !== undefined) return new URL(`http://127.0.0.1:${port}`);
    const ended = await Promise.race([
      once(child, 'exit'),
      once(child.stdout as NodeJS.ReadableStream, 'data'),
    ]);
    if (child.exitCode !== null) throw new Error(`ended with ${String(ended[0])}: ${output}`);
  }
}

function openConnection({ port }: URL): Socket {
  return connect({ host: '127.0.0.1', port: Number(port) });
}

it.each([
  ['SIGTERM', 'true', 1],
  ['SIGINT', 'false', 0],
] as const)(
  '%s stops it with exit code 0 despite an open connection; LOG_REQUESTS=%s logs %d lines for a request',
  async (signal, value, lines) => {
    await run({ LOG_REQUESTS: value });
    const socket = openConnection(await address());
    socket.write('GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n');
    await once(socket, 'data');
    child.kill(signal);
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(output.match(/\/health\/live/g) ?? []).toHaveLength(lines);
  },
);

it('a request in progress is answered before the app stops, after its port is closed', async () => {
  await run({ LOG_REQUESTS: 'true' });
  const url = await address();
  const upload = openConnection(url);
  const body = JSON.stringify({ refresh_token: 'unknown' });
  upload.write(
    `POST /auth/refresh HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nExpect: 100-continue\r\n\r\n`,
  );
  // "100 Continue": the request is in the app's hands now.
  await once(upload, 'data');
  child.kill('SIGTERM');
  await untilRefused(url);
  upload.write(body);
  const [reply] = (await once(upload, 'data')) as [Buffer];
  expect(reply.toString()).toMatch(/^HTTP\/1\.1 401 /);
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(output).toContain('stopping on SIGTERM');
});

it('an invalid configuration is reported on standard error, with exit code 1', async () => {
  await run({ PORT: 'eighty', LOG_LEVEL: 'loud' });
  expect(await once(child, 'exit')).toEqual([1, null]);
  expect(output).toContain('PORT');
  expect(output).toContain('LOG_LEVEL');
  expect(output).not.toContain('    at ');
  expect(output).not.toContain('eighty');
});

it('idle connections stay open for KEEP_ALIVE_SECONDS, as the reply states', async () => {
  await run({ KEEP_ALIVE_SECONDS: '620' });
  const socket = openConnection(await address());
  socket.write('GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n');
  const [reply] = (await once(socket, 'data')) as [Buffer];
  expect(reply.toString()).toMatch(/^keep-alive: timeout=620\r$/im);
  socket.destroy();
});

const hasIpv6 = (networkInterfaces()['lo'] ?? []).some(({ family }) => family === 'IPv6');
const withIpv6 = hasIpv6 ? it : it.skip;

withIpv6.each([
  ['0.0.0.0', [true, false]],
  ['::', [true, true]],
  ['::1', [false, true]],
  ['127.0.0.1', [true, false]],
])('HOST=%s answers on 127.0.0.1 and ::1: %j', async (host, expected) => {
  await run({ HOST: host });
  const { port } = await address();
  const isOpen = (address: string): Promise<boolean> =>
    fetch(`http://${address}:${port}/health/live`).then(
      ({ status }) => status === 200,
      () => false,
    );
  expect([await isOpen('127.0.0.1'), await isOpen('[::1]')]).toEqual(expected);
});

/** Waits until the port is closed, which is the first thing that a stop does. */
async function untilRefused(url: URL): Promise<void> {
  for (let attempt = 0; attempt < 1_000; attempt += 1) {
    const socket = openConnection(url);
    const isOpen = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(
        () => false,
        () => false,
      ),
    ]).catch(() => false);
    socket.destroy();
    if (!isOpen) return;
  }
  throw new Error('the port is still open');
}
