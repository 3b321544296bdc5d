import { once } from 'node:events';
import {
  createServer as createHttpServer,
  type ClientRequest,
  type IncomingMessage,
  type Server,
} from 'node:http';
import https, { createServer, type RequestOptions } from 'node:https';
import { type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { makeAuthority, issueServerCertificate, type KeyPair } from '../tls/certificates.js';
import { redirectSigner } from './redirect-signer.js';

const SIGNER = 'iamcredentials.googleapis.com';
type Callback = (reply: IncomingMessage) => void;

async function listen(server: Server): Promise<number> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return (server.address() as AddressInfo).port;
}

describe('the redirection of calls to the signer', () => {
  let authority: KeyPair;
  let other: Server;
  let platform: Server;
  let options: RequestOptions;
  let url: string;
  let end: () => void;

  beforeAll(async () => {
    authority = await makeAuthority(Date.now());
    const { certificate, key } = await issueServerCertificate(authority, Date.now());
    other = createServer({ cert: certificate, key }, ({ url: path }, response) =>
      response.end(`other ${path}`),
    );
    platform = createHttpServer(({ url: path, headers }, response) =>
      response.end(`platform ${path} ${String(headers['x-kept'])}`),
    );
    const port = await listen(other);
    url = `https://127.0.0.1:${port}/path`;
    options = { hostname: '127.0.0.1', port, path: '/path', ca: authority.certificate, agent: false };
    end = redirectSigner(`http://127.0.0.1:${await listen(platform)}`);
  });
  afterAll(async () => {
    end();
    for (const server of [other, platform]) await once(server.close(), 'close');
  });

  const trust = (): RequestOptions => ({ ca: authority.certificate, agent: false });
  const signer = (): RequestOptions => ({ path: '/path', headers: { 'x-kept': 'yes' }, agent: false });

  /** Resolves to the body that the callback receives. */
  const answer = (send: (callback: Callback) => ClientRequest): Promise<string> =>
    new Promise((resolve, reject) => {
      send((reply) => resolve(text(reply)))
        .on('error', reject)
        .end();
    });

  it.each<[string, (callback: Callback) => ClientRequest]>([
    ['options', (callback) => https.request(options, callback)],
    ['an address and options', (callback) => https.request(url, trust(), callback)],
    ['a URL and options', (callback) => https.request(new URL(url), trust(), callback)],
  ])('leaves other requests alone, with %s', async (_form, send) => {
    expect(await answer(send)).toBe('other /path');
  });

  it.each<[string, (callback: Callback) => ClientRequest]>([
    ['options', (callback) => https.request({ hostname: SIGNER, ...signer() }, callback)],
    ['an address and options', (callback) => https.request(`https://${SIGNER}/path`, signer(), callback)],
  ])('redirects those to the signer, with %s', async (_form, send) => {
    expect(await answer(send)).toBe('platform /path yes');
  });
});
