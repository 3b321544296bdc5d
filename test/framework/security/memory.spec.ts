import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, HttpClient, TestPlatform } from '../../../src/testing/index.js';
import { testVariables } from '../../../src/testing/test-variables.js';
import { AppProcess } from '../instances/app-process.js';

/**
 * The app as a process of its own under load that each request alone is entitled to make. monday code gives it 512 MiB.
 * The highest value of a test includes what the tests before it left to the garbage collector.
 */
const LIMIT_MIB = 450;
const MEBIBYTE = 1024 * 1024;
/** Under 6 MiB, and ten times that as objects; the euro sign makes each character of its text take two bytes. */
const NESTED = `{"value":["€"${',[]'.repeat(1_980_000)}]}`;
const LARGEST = `{"value":"${'v'.repeat(6 * MEBIBYTE - 2)}"}`;

jest.setTimeout(180_000);

let dataDir: string;
let platform: TestPlatform;
let app: AppProcess;
let ada: string;
let bob: HttpClient;
let sockets: Socket[];

const onLinux = process.platform === 'linux' ? describe : describe.skip;

onLinux('the memory of the process, while another account is answered', () => {
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'memory-'));
    platform = await TestPlatform.start();
    app = await AppProcess.start(testVariables(dataDir, platform.variables, {}));
    const users = await platform.users();
    const other = users.find(({ account }) => account.id !== users[0]?.account.id);
    ada = await logIn(users[0]?.id);
    bob = clientOf(await logIn(other?.id));
    await bob.put('/storage/mine', { value: 1 });
    for (let row = 0; row < 12; row += 1) expect(await putText(`large-${row}`, LARGEST)).toBe(201);
  });
  afterAll(async () => {
    await AppProcess.killAll();
    await platform.close();
    await rm(dataDir, { recursive: true, force: true });
  });
  beforeEach(async () => {
    sockets = [];
    // The highest value is counted from here.
    await writeFile(`/proc/${app.pid}/clear_refs`, '5');
  });
  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    const status = await readFile(`/proc/${app.pid}/status`, 'utf8');
    const highest = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024;
    expect(highest).toBeLessThan(LIMIT_MIB);
  });

  it('eight large bodies at once, which would need ten times the memory as objects', async () => {
    const writes = Array.from({ length: 8 }, (_, row) => putText(`nested-${row}`, NESTED));
    await expectAnswers();
    expect((await Promise.all(writes)).filter((status) => status >= 300)).toEqual([]);
  });

  it('eight large batches at once', async () => {
    const operation = `{"op":"put","key":"batch","value":["€"${',[]'.repeat(300_000)}]}`;
    const body = `{"operations":[${Array(6).fill(operation).join()}]}`;
    const writes = Array.from({ length: 8 }, () => send('POST /storage/batch', body));
    await expectAnswers();
    expect((await Promise.all(writes)).filter((status) => status >= 300)).toEqual([]);
  });

  it('60 unread replies of a row of 6 MB, then of many rows', async () => {
    for (const keyOf of [() => 'large-0', (reply: number) => `large-${reply % 12}`]) {
      for (let reply = 0; reply < 60; reply += 1) open(`GET /storage/${keyOf(reply)}`, bearer()).pause();
      await expectAnswers();
    }
  });

  it('searches that find many rows of 6 MB', async () => {
    for (let reply = 0; reply < 32; reply += 1) open('GET /storage?term=large', bearer()).pause();
    await expectAnswers();
  });

  it('eight idle uploads of one account, again and again', async () => {
    for (let round = 0; round < 3; round += 1) {
      for (let upload = 0; upload < 8; upload += 1) {
        open('PUT /storage/idle', bearer(), `Content-Length: ${LARGEST.length}`).write(
          LARGEST.slice(0, 200_000),
        );
      }
      expect((await bob.put('/storage/large', { value: 'v'.repeat(6 * MEBIBYTE - 2) })).status).toBeLessThan(
        300,
      );
    }
  });

  it('anonymous bodies in chunks of one byte', async () => {
    const chunks = Buffer.from('1\r\nx\r\n'.repeat(100_000));
    for (let count = 0; count < 60; count += 1) {
      open(count % 2 ? 'POST /auth/refresh' : 'PUT /storage/any', 'Transfer-Encoding: chunked').write(chunks);
    }
    await expectAnswers();
  });

  it('a thousand unfinished anonymous bodies', async () => {
    const body = Buffer.alloc(99_000, 'x');
    for (let count = 0; count < 1_000; count += 1) {
      open(count % 2 ? 'POST /auth/refresh' : 'GET /health/live', 'Content-Length: 100000').write(body);
    }
    await expectAnswers();
  });
});

/** Another account reads and writes meanwhile, and the app goes on until it has taken all that was sent. */
async function expectAnswers(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) {
    expect((await bob.get('/storage/mine')).status).toBe(200);
    expect((await bob.put('/storage/mine', { value: turn })).status).toBe(200);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await eventually(
    () => sockets.every((socket) => socket.destroyed || socket.writableLength === 0) || undefined,
  );
  expect((await bob.get('/storage/mine')).status).toBe(200);
}

function open(target: string, ...headers: readonly string[]): Socket {
  const { hostname, port } = new URL(app.url);
  const socket = connect({ host: hostname, port: Number(port) });
  socket.on('error', () => undefined);
  socket.write(
    [`${target} HTTP/1.1`, 'Host: x', 'Content-Type: application/json', ...headers, '', ''].join('\r\n'),
  );
  sockets.push(socket);
  return socket;
}

const bearer = (): string => `Authorization: Bearer ${ada}`;
const clientOf = (token: string): HttpClient =>
  new HttpClient(() => app.url, { authorization: `Bearer ${token}` });
const putText = (key: string, body: string): Promise<number> => send(`PUT /storage/${key}`, body);

async function send(target: string, body: string): Promise<number> {
  const [method = '', path = ''] = target.split(' ');
  const headers = { 'content-type': 'application/json' };
  return (await clientOf(ada).send({ method, path, body, headers })).status;
}

async function logIn(userId = ''): Promise<string> {
  const browser = new HttpClient(() => app.url);
  const begun = await browser.get('/auth/login');
  const reply = await browser.get(await platform.consent(begun.location ?? '', userId));
  return reply.json<{ access_token: string }>().access_token;
}
