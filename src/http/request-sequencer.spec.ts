import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { RequestSequencer, type WaitingLimits } from './request-sequencer.js';

const LIMITS: WaitingLimits = { unpaused: 4, perConnection: 40, inAll: 60 };
const get = (path: string, headers = ''): string => `GET ${path} HTTP/1.1\r\nHost: x\r\n${headers}\r\n`;
const gets = (count: number, headers = ''): string =>
  Array.from({ length: count }, (_, index) => get(`/${index}`, headers)).join('');

interface Started {
  readonly path: string;
  readonly answer: (body?: string) => void;
  readonly closed: Promise<void>;
}

describe('RequestSequencer', () => {
  let server: Server;
  let sockets: Socket[];
  let started: Started[];
  let open: number;
  let mostOpen: number;
  /** What the handler does with a request; by default it waits for the test to answer. */
  let work: (request: IncomingMessage, response: ServerResponse) => void;
  let notify: () => void;

  beforeEach(async () => {
    sockets = [];
    started = [];
    open = mostOpen = 0;
    notify = () => undefined;
    work = () => undefined;
    const { listener } = new RequestSequencer((request, response) => {
      open += 1;
      mostOpen = Math.max(mostOpen, open);
      const closed = new Promise<void>((resolve) => response.once('close', resolve));
      response.once('close', () => (open -= 1));
      started.push({ path: request.url ?? '', answer: (body = '') => response.end(body), closed });
      work(request, response);
      notify();
    }, LIMITS);
    server = createServer(listener).on('checkContinue', listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  function client(): Socket {
    const { port } = server.address() as AddressInfo;
    const socket = connect({ host: '127.0.0.1', port }).on('error', () => undefined);
    sockets.push(socket);
    return socket;
  }

  /** Resolves once so many requests were started. */
  function untilStarted(count: number): Promise<void> {
    return new Promise((resolve) => {
      notify = () => {
        if (started.length >= count) resolve();
      };
      notify();
    });
  }

  /** What the client reads until `end` was seen, or until the connection closes. */
  function received(socket: Socket, end: string): Promise<string> {
    return new Promise((resolve) => {
      let text = '';
      socket.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        if (text.includes(end)) resolve(text);
      });
      socket.on('close', () => resolve(text));
    });
  }

  const closed = (socket: Socket): Promise<unknown> =>
    new Promise((resolve) => socket.once('close', resolve).resume());

  it('starts one request of a connection at a time, and answers in order', async () => {
    work = (request, response) => void setImmediate(() => response.end(`<${request.url}>`));
    const socket = client();
    socket.write(gets(30) + get('/last'));
    const text = await received(socket, '</last>');
    expect([...text.matchAll(/<\/(\w+)>/g)].map(([, path]) => path)).toEqual([
      ...Array.from({ length: 30 }, (_, index) => String(index)),
      'last',
    ]);
    expect(mostOpen).toBe(1);
  });

  it('answers as well what the handler answers at once', async () => {
    work = (request, response) => response.end(`<${request.url}>`);
    const socket = client();
    socket.write(gets(20) + get('/last'));
    expect((await received(socket, '</last>')).match(/HTTP\/1\.1 200/g)).toHaveLength(21);
  });

  it('does not start the second while the first is not read', async () => {
    const socket = client();
    socket.pause();
    socket.write(gets(2));
    await untilStarted(1);
    started[0]!.answer('x'.repeat(32 * 1024 * 1024));
    // Another connection is answered, so the server has turned since.
    const other = client();
    other.write(get('/other'));
    await untilStarted(2);
    expect(started[1]!.path).toBe('/other');
    socket.resume();
    await untilStarted(3);
    expect(started[2]!.path).toBe('/1');
  });

  it('lets requests of several connections run beside each other', async () => {
    for (let index = 0; index < 5; index += 1) client().write(gets(3));
    await untilStarted(5);
    expect(started.map(({ path }) => path)).toEqual(Array(5).fill('/0'));
  });

  it('gives each request its own body, also if it comes later', async () => {
    const bodies: string[] = [];
    work = (request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        bodies.push(body);
        response.end(`<${request.url}>`);
      });
    };
    const socket = client();
    const post = (path: string, body: string): string =>
      `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
    const long = 'l'.repeat(300_000);
    const all = post('/0', 'a') + post('/1', long) + get('/2') + post('/3', 'b') + post('/4', long);
    socket.write(all.slice(0, -100_000));
    await untilStarted(1);
    socket.write(all.slice(-100_000));
    await received(socket, '</4>');
    expect(bodies).toEqual(['a', long, '', 'b', long]);
  });

  it('lets a client that asked first send its body only in its turn', async () => {
    work = (request, response) => {
      if (request.headers.expect === undefined) return;
      response.writeContinue();
      request.on('end', () => response.end('</done>')).resume();
    };
    const socket = client();
    const text = received(socket, '</done>');
    socket.write(
      get('/0') + 'POST /1 HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n',
    );
    await untilStarted(1);
    started[0]!.answer('first');
    await untilStarted(2);
    socket.write('x');
    expect(await text).toMatch(/^HTTP\/1\.1 200 .*first.*100 Continue.*<\/done>$/s);
  });

  it('reads nothing more of a connection while many requests wait', async () => {
    // Read at once, they would be more than may wait.
    const count = LIMITS.perConnection * 20;
    const header = `X-Filler: ${'x'.repeat(8_000)}\r\n`;
    const socket = client();
    const text = received(socket, '</last>');
    socket.write(gets(count, header) + get('/last'));
    await untilStarted(1);
    work = (request, response) => response.end(`<${request.url}>`);
    started[0]!.answer('</0>');
    expect((await text).match(/HTTP\/1\.1 200/g)).toHaveLength(count + 1);
  });

  it('never starts what waits when the client goes, and reports it to what it started', async () => {
    const socket = client();
    socket.write(gets(LIMITS.unpaused));
    await untilStarted(1);
    socket.destroy();
    await started[0]!.closed;
    started[0]!.answer();
    const other = client();
    other.write(get('/other'));
    await untilStarted(2);
    expect(started.map(({ path }) => path)).toEqual(['/0', '/other']);
  });

  it('closes a connection with too many requests, and starts none of them', async () => {
    const socket = client();
    socket.write(gets(LIMITS.perConnection + 2));
    await closed(socket);
    expect(started.map(({ path }) => path)).toEqual(['/0']);
  });

  it('bounds what waits on all connections together, and counts it down again', async () => {
    for (let round = 0; round < 3; round += 1) {
      started.length = 0;
      const first = client();
      first.write(gets(LIMITS.perConnection));
      await untilStarted(1);
      const second = client();
      second.write(gets(LIMITS.perConnection));
      await closed(second);
      const single = client();
      single.write(get('/single'));
      await untilStarted(3);
      expect(started.map(({ path }) => path)).toEqual(['/0', '/0', '/single']);
      server.closeAllConnections();
      await Promise.all(started.map((each) => each.closed));
    }
  });
});
