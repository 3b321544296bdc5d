import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { HttpClient } from './index.js';

describe('HttpClient', () => {
  let server: Server;
  let other: Server;

  const urlOf = (of: Server): string => `http://127.0.0.1:${(of.address() as AddressInfo).port}`;

  /** Echoes requests; `/go` redirects to the other server and sets a cookie. */
  const echo = (): Server =>
    createServer((request, response) => {
      if (request.url?.startsWith('/go')) {
        response.writeHead(302, { location: `${urlOf(other)}/seen`, 'set-cookie': 'a=1; Path=/' }).end();
        return;
      }
      if (request.url === '/loop') {
        response.writeHead(302, { location: '/loop' }).end();
        return;
      }
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        const { method, url, headers } = request;
        response.end(JSON.stringify({ method, url, headers, body }));
      });
    });

  beforeAll(async () => {
    server = echo();
    other = echo();
    for (const one of [server, other]) await new Promise<void>((done) => one.listen(0, '127.0.0.1', done));
  });

  afterAll(async () => {
    for (const one of [server, other]) await new Promise((done) => one.close(done));
  });

  const client = (): HttpClient => new HttpClient(() => urlOf(server), { authorization: 'Bearer mine' });

  it('sends JSON, queries and its headers', async () => {
    const reply = await client().put('/x', { a: 1 }, { query: { q: 'a b' }, headers: { 'if-match': '"1"' } });
    expect(reply.json()).toMatchObject({
      method: 'PUT',
      url: '/x?q=a+b',
      body: '{"a":1}',
      headers: { authorization: 'Bearer mine', 'content-type': 'application/json', 'if-match': '"1"' },
    });
  });

  it('answers with a redirect unless told to follow it', async () => {
    const reply = await client().get('/go');
    expect([reply.status, reply.location]).toEqual([302, `${urlOf(other)}/seen`]);
  });

  it('follows with its cookies, and keeps its own headers from strangers', async () => {
    const reply = await client().get('/go', { followRedirects: true });
    expect(reply.url).toBe(`${urlOf(other)}/seen`);
    const { headers } = reply.json<{ headers: Record<string, string> }>();
    expect(headers).toMatchObject({ cookie: 'a=1' });
    expect(headers).not.toHaveProperty('authorization');
  });

  it('gives up on a loop', async () => {
    await expect(client().get('/loop', { followRedirects: true })).rejects.toThrow('redirects');
  });

  it('is one browser under other headers', async () => {
    const first = client();
    await first.get('/go');
    const reply = await first.with({ 'x-csrf-token': 't' }).delete('/x');
    expect(reply.json()).toMatchObject({ method: 'DELETE', headers: { cookie: 'a=1', 'x-csrf-token': 't' } });
  });
});
