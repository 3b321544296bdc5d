import 'reflect-metadata';
import { webcrypto, X509Certificate } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { type IncomingMessage } from 'node:http';
import { createServer, request as secureRequest } from 'node:https';
import { type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import {
  AuthorityKeyIdentifierExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate as Issued,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { TestPlatform } from '../../../src/testing/index.js';
import { authorityVariables } from '../src/tls/authority-files.js';
import { clientVariables } from '../src/cli/client-variables.js';
import { isUsable } from '../src/tls/certificates.js';
import { divertedNames, hostsLine, hostsWarning } from '../src/tls/hosts-file.js';
import { type Front, issueServerCertificate, openAuthority, startFront } from '../src/tls/index.js';

const NOW = Date.now();
const YEAR_MS = 365 * 24 * 60 * 60 * 1000;
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

interface Reply {
  readonly status: number | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

interface Call {
  readonly port: number;
  readonly ca: string;
  readonly name?: string;
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Sends a request as a client would that resolves the name to this machine. */
async function call({
  port,
  ca,
  name = 'api.monday.com',
  path = '/',
  method,
  headers,
  body,
}: Call): Promise<Reply> {
  const sent = secureRequest({
    ...{ host: '127.0.0.1', port, path, method, ca, servername: name },
    ...{ headers: { host: name, ...headers }, agent: false },
  });
  const [response] = (await once(sent.end(body), 'response')) as [IncomingMessage];
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
}

describe('the TLS front of the platform', () => {
  let folder: string;
  let platform: TestPlatform;
  let front: Front;
  let ca: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'platform-tls-'));
    platform = await TestPlatform.start();
    const authority = await openAuthority(folder, NOW);
    ca = authority.certificate;
    const identity = await issueServerCertificate(authority, NOW);
    front = await startFront({ target: platform.url, port: 0, identity });
  });
  afterAll(async () => {
    await front.close();
    await platform.close();
    await rm(folder, { recursive: true });
  });

  const send = (options: Omit<Call, 'port' | 'ca'>): Promise<Reply> =>
    call({ port: front.port, ca, ...options });

  it.each(['api.monday.com', 'auth.monday.com', 'acme.monday.com', 'localhost'])(
    'answers a client that trusts the authority, as %s',
    async (name) => {
      const { status, headers } = await send({ name, path: '/v2', method: 'POST', body: '{}' });
      expect(status).toBe(401);
      expect(headers['x-request-id']).toBeDefined();
    },
  );

  it('carries a query with its token, and the answer', async () => {
    const users = (await platform.http.get('/__sandbox/users')).json<{ id: string }[]>();
    const issued = await platform.http.post('/__sandbox/tokens', { userId: users[0]?.id });
    const { access_token: authorization } = issued.json<{ access_token: string }>();
    const headers = { authorization, 'content-type': 'application/json', origin: 'https://acme.monday.com' };
    const { status, body } = await send({
      ...{ path: '/v2', method: 'POST', headers, body: JSON.stringify({ query: '{ me { id } }' }) },
    });
    expect([status, JSON.parse(body)]).toMatchObject([200, { data: { me: { id: users[0]?.id } } }]);
  });

  it('follows no redirect of the login', async () => {
    const { MONDAY_OAUTH_CLIENT_ID } = platform.variables;
    const path = `/oauth2/authorize?client_id=${MONDAY_OAUTH_CLIENT_ID}&response_type=code&state=s`;
    expect((await send({ name: 'auth.monday.com', path })).status).toBeLessThan(400);
  });

  it.each([
    ...['/__sandbox/env', '/__sandbox', '//__sandbox/env', '/%5f_sandbox/env', '/v2/../__sandbox/env'],
    ...['/__SANDBOX/env', '/%2e/__sandbox/env', '/./__sandbox/users'],
  ])('does not serve the control API at %s', async (path) => {
    expect((await send({ path })).status).toBe(404);
  });

  it.each([
    ['a form of another site', 'POST', 'cross-site', 'navigate', 403],
    ['a script of another site', 'GET', 'cross-site', 'no-cors', 403],
    ['a link of another site', 'GET', 'cross-site', 'navigate', 200],
    ['a page of monday', 'GET', 'same-site', 'cors', 200],
  ])('answers in a browser to %s: %s %s %s: %i', async (_who, method, site, mode, expected) => {
    const headers = { 'sec-fetch-site': site, 'sec-fetch-mode': mode };
    expect((await send({ path: '/connections', method, headers })).status).toBe(expected);
  });

  it('is not trusted by a client that does not know the authority', async () => {
    const other = await openAuthority(join(folder, 'other'), NOW);
    await expect(call({ port: front.port, ca: other.certificate })).rejects.toThrow(/certificate/);
  });

  it('answers 502 while the platform is gone', async () => {
    const authority = await openAuthority(folder, NOW);
    const identity = await issueServerCertificate(authority, NOW);
    const lonely = await startFront({ target: 'http://127.0.0.1:1', port: 0, identity });
    expect((await call({ port: lonely.port, ca })).status).toBe(502);
    await lonely.close();
  });
});

describe('the authority of the platform', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'platform-authority-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is made once, for this user alone', async () => {
    const first = await openAuthority(folder, NOW);
    expect(await openAuthority(folder, NOW)).toEqual(first);
    expect((await stat(join(folder, 'tls'))).mode & 0o077).toBe(0);
    expect((await stat(join(folder, 'tls/authority.key'))).mode & 0o777).toBe(0o600);
    expect(await readFile(join(folder, 'tls/.gitignore'), 'utf8')).toBe('*\n');
  });

  it('is made anew before it ends, and where a file is missing', async () => {
    const first = await openAuthority(folder, NOW);
    const second = await openAuthority(folder, NOW + 2 * YEAR_MS);
    expect(second.certificate).not.toBe(first.certificate);
    await rm(join(folder, 'tls/authority.key'));
    expect((await openAuthority(folder, NOW + 2 * YEAR_MS)).certificate).not.toBe(second.certificate);
  });

  it('is made anew if its files are broken or do not belong together, and its key stays private', async () => {
    const [certificate, key] = ['authority.pem', 'authority.key'].map((name) =>
      join(folder, 'tls', name),
    ) as [string, string];
    const first = await openAuthority(folder, NOW);
    await chmod(key, 0o644);
    expect(await openAuthority(folder, NOW)).toEqual(first);
    expect((await stat(key)).mode & 0o777).toBe(0o600);
    const foreign = await openAuthority(join(folder, 'other'), NOW);
    for (const [file, content] of [
      [key, foreign.key],
      [key, ''],
      [certificate, 'no certificate'],
    ] as const) {
      await writeFile(file, content);
      const made = await openAuthority(folder, NOW);
      expect(isUsable(made, NOW)).toBe(true);
      expect(await openAuthority(folder, NOW)).toEqual(made);
    }
  });

  it('leaves clients what they trusted before, each once, and no earlier authority of its own', async () => {
    const company = await selfSigned('CN=Company');
    const file = join(folder, 'company.pem');
    await writeFile(file, `# of the company\r\n${company.replaceAll('\n', '\r\n')}`);
    const first = await openAuthority(folder, NOW, { NODE_EXTRA_CA_CERTS: file, SSL_CERT_FILE: file });
    const variables = authorityVariables(folder);
    const second = await openAuthority(folder, NOW + 2 * YEAR_MS, variables);
    const count = (text: string, part: string): number => text.split(part.trim()).length - 1;
    for (const name of ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE']) {
      const text = await readFile(variables[name] ?? '', 'utf8');
      const counts = [company, second.certificate, first.certificate].map((part) => count(text, part));
      expect([name, counts]).toEqual([name, [1, 1, 0]]);
    }
  });

  it('is given to clients by variables from its first use on', async () => {
    expect(authorityVariables(folder)).toEqual({});
    const { certificate } = await openAuthority(folder, NOW);
    const { NODE_EXTRA_CA_CERTS: own = '', SSL_CERT_FILE: bundle = '' } = authorityVariables(folder);
    expect((await readFile(own, 'utf8')).trim()).toBe(certificate.trim());
    expect((await readFile(bundle, 'utf8')).match(/BEGIN CERTIFICATE/g)?.length).toBeGreaterThan(50);
    expect(JSON.stringify(authorityVariables(folder))).not.toContain('.key');
  });

  it.each([
    ['evil.example', false],
    ['monday.com.evil.example', false],
    ['notmonday.com', false],
    ['api.monday.com', true],
  ])('is believed about %s: %s', async (name, isBelieved) => {
    const authority = await openAuthority(folder, NOW);
    const server = createServer(await certificateFor(name, authority), (_request, response) =>
      response.end('hi'),
    );
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const asked = call({ port, ca: authority.certificate, name });
    if (isBelieved) expect((await asked).body).toBe('hi');
    else await expect(asked).rejects.toMatchObject({ message: expect.stringMatching(/permitted/) as string });
    server.closeAllConnections();
    await once(server.close(), 'close');
  });

  it('names its keys, as strict clients such as Python 3.13 demand', async () => {
    const authority = await openAuthority(folder, NOW);
    const { certificate } = await issueServerCertificate(authority, NOW);
    const own = new Issued(authority.certificate).getExtension(SubjectKeyIdentifierExtension);
    const issuer = new Issued(certificate).getExtension(AuthorityKeyIdentifierExtension);
    expect(own?.keyId).toMatch(/^[0-9a-f]{40}$/);
    expect(issuer?.keyId).toBe(own?.keyId);
  });

  it('issues server certificates that end', async () => {
    const { certificate } = await issueServerCertificate(await openAuthority(folder, NOW), NOW);
    const { validTo, subjectAltName } = new X509Certificate(certificate);
    expect(Date.parse(validTo) - NOW).toBeLessThan(YEAR_MS);
    expect(subjectAltName).toContain('*.monday.com');
  });
});

async function selfSigned(name: string): Promise<string> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name,
    keys,
    signingAlgorithm: ALGORITHM,
  });
  return certificate.toString('pem');
}

/** What somebody could issue who has stolen the key of the authority. */
async function certificateFor(
  name: string,
  authority: { certificate: string; key: string },
): Promise<{ cert: string; key: string }> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const der = Buffer.from(authority.key.replace(/-----[^-]+-----|\s/g, ''), 'base64');
  const certificate = await X509CertificateGenerator.create({
    subject: `CN=${name}`,
    issuer: new Issued(authority.certificate).subject,
    notBefore: new Date(NOW - 60_000),
    notAfter: new Date(NOW + YEAR_MS),
    publicKey: keys.publicKey,
    signingKey: await webcrypto.subtle.importKey('pkcs8', der, ALGORITHM, false, ['sign']),
    signingAlgorithm: ALGORITHM,
    extensions: [new SubjectAlternativeNameExtension([{ type: 'dns', value: name }])],
  });
  const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  return {
    cert: certificate.toString('pem'),
    key: `-----BEGIN PRIVATE KEY-----\n${key.replace(/.{64}/g, '$&\n')}\n-----END PRIVATE KEY-----\n`,
  };
}

describe('the file of host names', () => {
  let path: string;
  beforeEach(async () => {
    path = join(await mkdtemp(join(tmpdir(), 'platform-hosts-')), 'hosts');
  });
  afterEach(() => rm(join(path, '..'), { recursive: true }));

  it('warns of names of monday that lead to this machine, and of no others', async () => {
    const lines = [
      '127.0.0.1\tlocalhost API.monday.com acme.monday.com # ours',
      '# 127.0.0.1 auth.monday.com',
      '::1 auth.monday.com',
      '10.0.0.1 files.monday.com',
      '127.0.0.1 notmonday.com monday.com.evil.example',
    ];
    await writeFile(path, lines.join('\r\n'));
    expect(await divertedNames(path)).toEqual(['API.monday.com', 'acme.monday.com', 'auth.monday.com']);
    expect(await hostsWarning(path)).toContain('auth.monday.com');
  });

  it('needs one line', async () => {
    expect(await hostsWarning(path)).toBeUndefined();
    await writeFile(path, hostsLine(['api.monday.com']));
    expect(await divertedNames(path)).toEqual(['api.monday.com']);
  });

  it('decides where monday-sdk-js finds the platform', async () => {
    const own = { DATA_DIR: join(path, '..') };
    const given = { MONDAY_API_ENDPOINT: 'http://127.0.0.1:8081/v2' };
    const addressOf = async (): Promise<string> => {
      const set = await clientVariables(given, own, path);
      return `${set.MONDAY_COM_PROTOCOL}://${set.MONDAY_SUBDOMAIN_API}${set.MONDAY_COM_DOMAIN}/v2`;
    };
    expect(await addressOf()).toBe(given.MONDAY_API_ENDPOINT);
    await writeFile(path, hostsLine(['api.monday.com']));
    expect(await addressOf()).toBe(given.MONDAY_API_ENDPOINT);
    await writeFile(path, hostsLine(['API.monday.com', 'auth.monday.com']));
    expect(await addressOf()).toBe('https://api.monday.com/v2');
  });

  it('leaves the authority to clients that were started by the platform', async () => {
    const own = { DATA_DIR: join(path, '..') };
    await openAuthority(own.DATA_DIR, NOW);
    const given = { MONDAY_API_ENDPOINT: 'http://127.0.0.1:8081/v2' };
    expect(await clientVariables(given, own, path)).toMatchObject(authorityVariables(own.DATA_DIR));
  });
});
