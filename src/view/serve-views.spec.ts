import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer, request, type IncomingHttpHeaders, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { type NestExpressApplication } from '@nestjs/platform-express';
import express from 'express';
import { serveViews } from './serve-views.js';
import { ViewFiles, type ListedFile } from './view-files.js';

interface Reply {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

const HTML = { accept: 'text/html,*/*;q=0.8' };
const SCRIPT = 'notes/assets/index-aB3_x9Zk.js';

describe('serveViews', () => {
  let folder: string;
  let server: Server;

  function write(list: Record<string, ListedFile>, texts: Record<string, string | Buffer>): void {
    for (const [name, text] of Object.entries(texts)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    writeFileSync(join(folder, 'files.json'), JSON.stringify(list));
  }

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'views-'));
    write(
      {
        'notes/index.html': { hash: 'page' },
        [SCRIPT]: { hash: 'script', isHashed: true, isCompressed: true },
      },
      {
        'notes/index.html': '<title>Notes</title>',
        [SCRIPT]: 'run();',
        [`${SCRIPT}.br`]: brotliCompressSync('run();'),
        [`${SCRIPT}.gz`]: gzipSync('run();'),
        'notes/secret.txt': 'not in the list',
      },
    );
    const app = express().disable('etag').disable('x-powered-by');
    app.use((_request, response, next) => {
      response.setHeader('X-Frame-Options', 'DENY');
      next();
    });
    serveViews(
      {
        get: () => ({ monday: { isLocalPlatform: false } }),
        getHttpAdapter: () => ({ getInstance: () => app }),
      } as unknown as NestExpressApplication,
      new ViewFiles(folder),
    );
    server = createServer(app).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });

  const get = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Reply> =>
    new Promise((resolve, reject) => {
      const { port } = server.address() as AddressInfo;
      const options = { host: '127.0.0.1', port, path, headers, method, agent: false };
      const call = request(options, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }),
        );
      });
      call.on('error', reject).end();
    });

  it('serves the page to be framed by monday only, and checked each time', async () => {
    const { status, headers, body } = await get('/view/notes/index.html');
    expect([status, body.toString()]).toEqual([200, '<title>Notes</title>']);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['content-security-policy']).toMatch(/; frame-ancestors https:\/\/\*\.monday\.com$/);
    expect(headers['content-security-policy']).toContain("; connect-src 'self' https: wss:; ");
    expect(headers['x-frame-options']).toBeUndefined();
    expect(headers['cache-control']).toBe('public, no-cache');
    const again = await get('/view/notes/index.html', { 'if-none-match': String(headers['etag']) });
    expect([again.status, again.body.length]).toEqual([304, 0]);
  });

  it('lets files with a hash in their name be cached for a year', async () => {
    const { headers } = await get(`/view/${SCRIPT}`);
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(headers['x-frame-options']).toBe('DENY');
  });

  it.each([
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0, gzip;q=0.5', 'gzip'],
    ['*', 'br'],
    ['identity', undefined],
    ['', undefined],
  ])('compresses for a client that accepts "%s" with %s', async (accepted, encoding) => {
    const { headers, body } = await get(`/view/${SCRIPT}`, { 'accept-encoding': accepted });
    expect(headers['content-encoding']).toBe(encoding);
    expect(headers['vary']).toBe('Accept-Encoding');
    const expected = { br: brotliCompressSync('run();'), gzip: gzipSync('run();') };
    expect(body).toEqual(encoding === undefined ? Buffer.from('run();') : expected[encoding as 'br']);
  });

  it.each([
    ['the view', '/view/notes/', HTML],
    ['the view without a slash, as monday opens it', '/view/notes?sessionToken=x&boardIds[]=1', HTML],
    ['the view, for a client that accepts anything', '/view/notes/', { accept: '*/*' }],
    ['an address of the view', '/view/notes/items/7', HTML],
    ['the only view', '/view/', HTML],
    ['the only view without a slash', '/view', HTML],
    ['one in a frame', '/view/notes/items/7', { 'sec-fetch-mode': 'navigate' }],
  ])('answers with the page for %s', async (_what, path, headers) => {
    expect((await get(path, headers)).body.toString()).toBe('<title>Notes</title>');
  });

  it.each<[string, string, Record<string, string>]>([
    ['a missing file', '/view/notes/assets/gone-aB3_x9Zk.js', HTML],
    ['a call of the view', '/view/notes/items/7', { ...HTML, 'sec-fetch-mode': 'cors' }],
    ['a client that wants no page', '/view/notes/items/7', { accept: 'application/json' }],
    ['a view that does not exist', '/view/other/', HTML],
    ['a call of no view', '/view/', { accept: 'application/json' }],
    ['a file that the build did not list', '/view/notes/secret.txt', HTML],
    ['the list', '/view/files.json', HTML],
    ['a compressed copy', `/view/${SCRIPT}.br`, {}],
    ['a path out of the folder', '/view/notes/../../../../etc/passwd', {}],
    ['an encoded one', '/view/notes/%2e%2e%2f%2e%2e%2fetc%2fpasswd', {}],
    ['a name of Object', '/view/constructor', HTML],
  ])('leaves %s to the 404', async (_what, path, headers) => {
    expect((await get(path, headers)).status).toBe(404);
  });

  it('takes no other method', async () => {
    expect((await get('/view/notes/', HTML, 'POST')).status).toBe(404);
  });

  it('leaves it to the address which of several views is shown', async () => {
    write(
      { 'notes/index.html': { hash: 'page' }, 'other/index.html': { hash: 'other' } },
      { 'other/index.html': '<title>Other</title>' },
    );
    expect((await get('/view/', HTML)).status).toBe(404);
    expect((await get('/view/other/', HTML)).body.toString()).toBe('<title>Other</title>');
  });

  it('answers HEAD without the content', async () => {
    const { status, headers, body } = await get(`/view/${SCRIPT}`, {}, 'HEAD');
    expect([status, headers['content-length'], body.length]).toEqual([200, '6', 0]);
  });

  it('serves the files of the next build, and nothing after the last view is gone', async () => {
    await get('/view/notes/', HTML);
    write({ 'notes/index.html': { hash: 'next' } }, { 'notes/index.html': '<title>Next</title>' });
    utimesSync(join(folder, 'files.json'), 1, 1);
    expect((await get('/view/notes/', HTML)).body.toString()).toBe('<title>Next</title>');
    expect((await get(`/view/${SCRIPT}`)).status).toBe(404);
    rmSync(join(folder, 'files.json'));
    expect((await get('/view/notes/', HTML)).status).toBe(404);
  });
});
