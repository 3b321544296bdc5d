import { connect, type AddressInfo, type Socket } from 'node:net';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Controller, Get, Header, HttpCode, Module, Post, Req, Res } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type NestExpressApplication } from '@nestjs/platform-express';
import { type Express, type Request, type Response } from 'express';
import { FastExpressAdapter } from './fast-express.adapter.js';
import { LargeText } from './reply/index.js';
import { SERVER_LIMITS, type ServerLimits } from './server-limits.js';

const LARGE = '€'.repeat(100_000);

let release: () => void;
let entered: Promise<void>;
let enter: () => void;

@Controller()
class ProbeController {
  @Get('prototypes')
  prototypes(@Req() request: Request): Record<string, boolean> {
    const { app, res } = request as Request & { app: Express };
    return {
      request: Object.getPrototypeOf(request) === app.request,
      response: Object.getPrototypeOf(res) === app.response,
      node: request instanceof IncomingMessage && res instanceof ServerResponse,
    };
  }

  @Get('object')
  object(): object {
    return { text: '€', nothing: null, absent: undefined };
  }

  @Get('tagged')
  @Header('ETag', '"1"')
  tagged(): object {
    return this.object();
  }

  @Post('tagged')
  @Header('ETag', '"1"')
  createTagged(): object {
    return this.object();
  }

  @Get('failed')
  @Header('ETag', '"1"')
  @HttpCode(418)
  failed(): object {
    return this.object();
  }

  @Get('text')
  text(@Res({ passthrough: true }) response: Response): string {
    response.type('json').setHeader('ETag', '"1"');
    return '{"text":"€"}';
  }

  @Post('object')
  create(): object {
    return this.object();
  }

  @Post('empty')
  @HttpCode(204)
  empty(): object {
    return {};
  }

  @Get('large')
  large(@Res({ passthrough: true }) response: Response): LargeText {
    response.setHeader('Content-Type', 'application/json').setHeader('ETag', '"1"');
    return new LargeText([LARGE.slice(0, 1_000), LARGE.slice(1_000)]);
  }

  @Get('slow')
  async slow(): Promise<string> {
    const released = new Promise<void>((resolve) => (release = resolve));
    enter();
    await released;
    return 'done';
  }
}

@Module({ controllers: [ProbeController] })
class ProbeModule {}

let app: NestExpressApplication;
let adapter: FastExpressAdapter;

async function start(limits: Partial<ServerLimits> = {}): Promise<void> {
  entered = new Promise((resolve) => (enter = resolve));
  adapter = new FastExpressAdapter({ ...SERVER_LIMITS, checkMs: 20, ...limits });
  app = await NestFactory.create<NestExpressApplication>(ProbeModule, adapter, { logger: false });
  app.disable('etag');
  await app.listen(0, '127.0.0.1');
}

afterEach(() => app.close());

function open(): Socket {
  return connect({ host: '127.0.0.1', port: (app.getHttpServer().address() as AddressInfo).port });
}

/** Everything that comes until the server closes. */
function untilClosed(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
    socket.on('error', () => undefined).on('close', () => resolve(text));
  });
}

describe('requests and responses', () => {
  it('are created with the prototypes of Express, and are still Node.js objects', async () => {
    await start();
    const reply = await fetch(`${await app.getUrl()}/prototypes`);
    expect(await reply.json()).toEqual({ request: true, response: true, node: true });
  });
});

describe('replies', () => {
  const readAll = async (path: string, init?: RequestInit): Promise<unknown[]> => {
    const reply = await fetch(`${await app.getUrl()}${path}`, init);
    const { headers } = reply;
    const names = ['content-type', 'content-length', 'etag'];
    return [reply.status, ...names.map((name) => headers.get(name)), await reply.text()];
  };

  it('are what Express makes of an object', async () => {
    await start();
    const created = await readAll('/object', { method: 'POST' });
    const text = '{"text":"€","nothing":null}';
    expect(created).toEqual([201, 'application/json; charset=utf-8', '29', null, text]);
    await expect(readAll('/object')).resolves.toEqual([200, ...created.slice(1)]);
    await expect(readAll('/empty', { method: 'POST' })).resolves.toEqual([204, null, null, null, '']);
  });

  it('are what Express makes of a text of JSON', async () => {
    await start();
    const head = ['application/json; charset=utf-8', '14', '"1"'];
    await expect(readAll('/text')).resolves.toEqual([200, ...head, '{"text":"€"}']);
    await expect(readAll('/text', { method: 'HEAD' })).resolves.toEqual([200, ...head, '']);
    const known = { headers: { 'If-None-Match': '"1"' } };
    await expect(readAll('/text', known)).resolves.toEqual([304, null, null, '"1"', '']);
  });

  it('of a large text have its length for HEAD, and no body', async () => {
    await start();
    const whole = [200, 'application/json', String(LARGE.length * 3), '"1"'];
    await expect(readAll('/large')).resolves.toEqual([...whole, LARGE]);
    await expect(readAll('/large', { method: 'HEAD' })).resolves.toEqual([...whole, '']);
  });

  it.each([
    ['the tag', '"1"', {}],
    ['a list', '"2", W/"1"', {}],
    ['the tag of a compressing proxy', 'W/"1-gzip"', {}],
    ['any', '*', {}],
    // As `fetch` sends it; and as a user sends it who reloads the page.
    ['Cache-Control', '"1"', { 'Cache-Control': 'no-cache', Pragma: 'no-cache' }],
    ['Cache-Control of a reload', '"1"', { 'Cache-Control': 'no-store, max-age=0' }],
  ])('are 304 for a client that has them: %s', async (_name, tag, headers) => {
    await start();
    for (const path of ['/large', '/tagged']) {
      for (const method of ['GET', 'HEAD']) {
        const reply = await readAll(path, { method, headers: { 'If-None-Match': tag, ...headers } });
        expect(reply).toEqual([304, null, null, '"1"', '']);
      }
    }
  });

  it.each([
    ['another tag', 'GET', '/tagged', '"2"', 200],
    ['no tag', 'GET', '/tagged', 'nonsense', 200],
    ['an empty list', 'GET', '/tagged', '', 200],
    ['a reply without a tag', 'GET', '/object', '"1"', 200],
    ['a write', 'POST', '/tagged', '"1"', 201],
    ['a failure', 'GET', '/failed', '*', 418],
  ])('are whole for %s', async (_name, method, path, tag, status) => {
    await start();
    const [actual, , , , text] = await readAll(path, { method, headers: { 'If-None-Match': tag } });
    expect([actual, text]).toEqual([status, expect.stringContaining('text')]);
  });
});

describe('slow clients', () => {
  it('are cut off while they send headers', async () => {
    await start({ headersMs: 50 });
    const socket = open();
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n');
    const reply = await untilClosed(socket);
    expect(reply).toMatch(/^HTTP\/1\.1 408 /);
    expect(reply).toContain('"code":"http.request_timeout"');
  });

  it('are cut off while they send a body', async () => {
    await start({ headersMs: 50, requestMs: 50 });
    const socket = open();
    socket.write(
      'POST /prototypes HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
    );
    // What is answered first depends on who waits for the body; that the connection ends does not.
    expect(await untilClosed(socket)).toMatch(/^HTTP\/1\.1 4/);
  });

  it('are cut off when they say nothing at all', async () => {
    await start({ silenceMs: 50 });
    expect(await untilClosed(open())).toBe('');
  });

  it('are cut off when they keep a connection without using it', async () => {
    await start({ keepAliveMs: 50 });
    const socket = open();
    socket.write('GET /prototypes HTTP/1.1\r\nHost: x\r\n\r\n');
    expect(await untilClosed(socket)).toMatch(/^HTTP\/1\.1 200 /);
  });
});

describe('closing', () => {
  it('answers what was begun, closes idle connections and accepts no more', async () => {
    await start();
    const idle = open();
    idle.write('GET /prototypes HTTP/1.1\r\nHost: x\r\n\r\n');
    await new Promise((resolve) => idle.once('data', resolve));
    const idleClosed = untilClosed(idle);
    const busy = open();
    busy.write('GET /slow HTTP/1.1\r\nHost: x\r\n\r\n');
    await entered;

    const closed = adapter.close();
    expect(adapter.isDraining).toBe(true);
    await idleClosed;
    expect(app.getHttpServer().listening).toBe(false);
    const reply = untilClosed(busy);
    release();
    expect(await reply).toMatch(/done$/);
    await closed;
  });
});
