/**
 * The environment of the other tests copies every reply to hold it against the contract.
 * @jest-environment ./test/framework/runner/host-environment.ts
 */
import { connect, type Socket } from 'node:net';
import { TestApp } from '../../../src/testing/index.js';

const BUNDLE = '/docs/swagger-ui-bundle.js';
const get = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`;
const STATUS = /HTTP\/1\.1 (\d{3})/g;
const MB = 1024 * 1024;
/** The bundle has 1.4 MB: a copy for each connection would be more, and so would the replies to one. */
const MOST_GROWTH = 40 * MB;
const CONNECTIONS = 40;

/** Anybody may ask for the documentation, and need not read what comes. */
describe('clients that request large replies and do not read them', () => {
  let app: TestApp;
  let sockets: Socket[];
  let before: number;

  beforeAll(async () => {
    app = await TestApp.start();
  });
  afterAll(() => app.close());
  beforeEach(() => {
    sockets = [];
    before = held();
  });
  afterEach(() => {
    for (const socket of sockets) socket.destroy();
  });

  /** Bytes of all buffers of this process, which is the app's, and of the clients no more than their first read. */
  function held(): number {
    return process.memoryUsage().arrayBuffers;
  }

  /** A client that has sent `requests`, and got the first bytes of a reply. */
  function ask(requests: string): Promise<Socket> {
    const { hostname, port } = new URL(app.url);
    return new Promise((resolve, reject) => {
      const socket = connect({ host: hostname, port: Number(port) });
      sockets.push(socket);
      socket.on('error', reject);
      // Nothing more is read after that.
      socket.once('data', (chunk: Buffer) => {
        socket.pause().unshift(chunk);
        resolve(socket);
      });
      socket.write(requests);
    });
  }

  async function expectLittle(): Promise<void> {
    expect((await app.http().get('/health/live')).status).toBe(200);
    expect(held() - before).toBeLessThan(MOST_GROWTH);
  }

  it('hold at most one reply, however many requests a connection pipelines', async () => {
    await ask(get(BUNDLE).repeat(290));
    await expectLittle();
    await ask(get('/docs/openapi.json').repeat(290));
    await expectLittle();
  });

  it('share the bytes of one file, on however many connections', async () => {
    // So many that the system's own buffers of a connection do not take them all.
    await Promise.all(Array.from({ length: CONNECTIONS }, () => ask(get(BUNDLE).repeat(5))));
    await expectLittle();
  });

  it('receive all bytes in order if they read later', async () => {
    const socket = await ask(get(BUNDLE).repeat(20) + get('/health/live').repeat(20) + get('/none'));
    const statuses: string[] = [];
    await new Promise<void>((resolve) => {
      let rest = '';
      socket.on('data', (chunk: Buffer) => {
        rest += chunk.toString('latin1');
        statuses.push(...[...rest.matchAll(STATUS)].map(([, code = '']) => code));
        // Enough for a status line that is not complete yet.
        rest = rest.replaceAll(STATUS, '').slice(-20);
        if (statuses.at(-1) === '404') resolve();
      });
      socket.resume();
    });
    expect(statuses).toEqual([...Array<string>(40).fill('200'), '404']);
  });
});
