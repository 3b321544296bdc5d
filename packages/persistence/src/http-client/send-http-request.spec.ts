import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { HttpRequestError, ResponseTooLargeError } from './http-client.errors.js';
import { sendHttpRequest, type HttpRequest } from './send-http-request.js';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

describe('sendHttpRequest', () => {
  let server: Server;
  let url: string;
  let handler: Handler;
  let requests: string[];

  beforeAll(async () => {
    server = createServer((request, response) => {
      requests.push(`${request.method} ${request.url}`);
      response.on('error', () => undefined);
      handler(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/path`;
  });
  beforeEach(() => {
    requests = [];
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const send = (request: Partial<HttpRequest> = {}) =>
    sendHttpRequest({ method: 'GET', url, timeoutMs: 30_000, maxResponseBytes: 1_000, ...request });
  const failureOf = async (request: Partial<HttpRequest> = {}): Promise<unknown> =>
    send(request).then(
      () => undefined,
      (error: unknown) => error,
    );
  const answering =
    (status: number, body = '', headers: Record<string, string> = {}): Handler =>
    (_request, response) =>
      void response.writeHead(status, headers).end(body);

  it('sends method, headers and body, and gives status, headers and body', async () => {
    const received: string[] = [];
    handler = (request, response) => {
      request.setEncoding('utf8').on('data', (text: string) => received.push(text));
      request.on('end', () => {
        received.push(String(request.headers['authorization']));
        response.writeHead(201, { 'x-answer': 'yes' }).end('{"a":"é"}');
      });
    };
    const response = await send({ method: 'PUT', headers: { Authorization: 'token' }, body: '{"b":1}' });
    expect(received).toEqual(['{"b":1}', 'token']);
    expect(requests).toEqual(['PUT /path']);
    expect([response.status, response.isSuccess]).toEqual([201, true]);
    expect(response.headers.get('x-answer')).toBe('yes');
    expect(response.text()).toBe('{"a":"é"}');
    expect(response.json()).toEqual({ a: 'é' });
  });

  it.each([204, 400, 404, 429, 500, 503])('gives a %i as a response', async (status) => {
    handler = answering(status, '', { 'retry-after': '7' });
    const response = await send();
    expect([response.status, response.isSuccess]).toEqual([status, status === 204]);
    expect(response.retryAfterSeconds).toBe(7);
    expect(response.bytes()).toHaveLength(0);
    expect(response.json()).toBeUndefined();
  });

  it.each([301, 302, 303, 307, 308])('does not follow a %i', async (status) => {
    handler = answering(status, 'elsewhere', { location: url.replace('/path', '/elsewhere') });
    const response = await send({ method: 'POST', body: 'secret', headers: { Authorization: 'token' } });
    expect([response.status, response.isSuccess, response.text()]).toEqual([status, false, 'elsewhere']);
    expect(requests).toEqual(['POST /path']);
  });

  describe('with a limit of the response', () => {
    it('reads a body of exactly that size', async () => {
      handler = answering(200, 'x'.repeat(1_000));
      expect((await send()).text()).toHaveLength(1_000);
    });

    it('does not give a larger body, but its status and headers', async () => {
      handler = answering(500, 'x'.repeat(1_001), { 'retry-after': '3' });
      const response = await send();
      expect([response.status, response.retryAfterSeconds]).toEqual([500, 3]);
      for (const read of [() => response.bytes(), () => response.text(), () => response.json()]) {
        expect(read).toThrow(ResponseTooLargeError);
      }
    });

    it('stops reading a body that never ends', async () => {
      const closed = new Promise((resolve) => {
        handler = (_request, response) => {
          response.on('close', resolve);
          const chunk = Buffer.alloc(64 * 1024);
          const write = (): void => {
            while (!response.destroyed && response.write(chunk));
            response.once('drain', write);
          };
          write();
        };
      });
      const response = await send();
      expect(() => response.bytes()).toThrow(ResponseTooLargeError);
      await closed;
    });

    it('applies the limit to the decompressed size', async () => {
      const { gzipSync } = await import('node:zlib');
      handler = (_request, response) =>
        void response
          .writeHead(200, { 'content-encoding': 'gzip' })
          .end(gzipSync(Buffer.alloc(1024 * 1024, 'x')));
      const response = await send();
      expect(() => response.bytes()).toThrow(ResponseTooLargeError);
    });

    it('does not read the body without one', async () => {
      const closed = new Promise((resolve) => {
        handler = (_request, response) => {
          response.on('close', resolve);
          response.writeHead(200).write('the beginning');
        };
      });
      const response = await send({ maxResponseBytes: undefined });
      expect([response.status, response.text()]).toEqual([200, '']);
      await closed;
    });
  });

  describe('a failure', () => {
    it('is a timeout if the server does not answer', async () => {
      handler = () => undefined;
      const error = await failureOf({ timeoutMs: 20 });
      expect(error).toBeInstanceOf(HttpRequestError);
      expect(error).toMatchObject({ failure: 'timeout', isUnsent: false });
    });

    it('is a timeout if the body does not end', async () => {
      handler = (_request, response) => {
        response.writeHead(200).write('the beginning');
      };
      expect(await failureOf({ timeoutMs: 200 })).toMatchObject({ failure: 'timeout' });
    });

    it('is a timeout if the body drips', async () => {
      handler = (_request, response) => {
        const drip = setInterval(() => response.write('.'), 5);
        response.on('close', () => clearInterval(drip));
      };
      expect(await failureOf({ timeoutMs: 200 })).toMatchObject({ failure: 'timeout' });
    });

    it.each<[string, Handler]>([
      ['before the head', (request) => request.socket.destroy()],
      [
        'in the body',
        (request, response) => {
          response.writeHead(200, { 'content-length': '100' }).write('the beginning');
          setImmediate(() => request.socket.destroy());
        },
      ],
    ])('is a lost connection %s', async (_name, cut) => {
      handler = cut;
      expect(await failureOf()).toMatchObject({ failure: 'unreachable', isUnsent: false });
    });

    it('reports whether the request cannot have arrived', async () => {
      const closed = createServer();
      await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
      const { port } = closed.address() as AddressInfo;
      await new Promise((resolve) => closed.close(resolve));
      const error = await failureOf({ url: `http://127.0.0.1:${port}/` });
      expect(error).toMatchObject({ failure: 'unreachable', isUnsent: true });
    });

    it('says nothing about the address in its text', async () => {
      handler = (request) => request.socket.destroy();
      expect(String(await failureOf({ url: `${url}?secret=hidden` }))).not.toContain('hidden');
    });

    it("is the caller's own if the caller ends the request", async () => {
      const controller = new AbortController();
      const reason = new Error('stopping');
      handler = () => controller.abort(reason);
      expect(await failureOf({ signal: controller.signal })).toBe(reason);
      expect(await failureOf({ signal: controller.signal })).toBe(reason);
    });
  });
});
