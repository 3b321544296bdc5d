import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json, text } from 'node:stream/consumers';
import { URLSearchParams } from 'node:url';
import {
  BasicConstraintsExtension,
  cryptoProvider,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';

/** Not the address of the platform's front, so that both have the port of https. */
export const ADDRESS = '127.0.0.2';
export const NAMES = ['github.com', 'api.github.com', 'slack.com', 'acme.atlassian.example'];

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY_MS = 24 * 60 * 60 * 1000;
const CODE = 'code-of-the-third-party';
export const GITHUB_TOKEN = 'token-of-github';
export const SLACK_TOKEN = 'xoxb-token-of-slack';

cryptoProvider.set(webcrypto);

/** By method, host and path: the answer. Made by hand after the public documentation of each. */
const ANSWERS = {
  'GET github.com/login/oauth/authorize': approve,
  'POST github.com/login/oauth/access_token': ({ body }) =>
    body.code === CODE
      ? { access_token: GITHUB_TOKEN, token_type: 'bearer', scope: 'repo' }
      : { error: 'bad' },
  'GET api.github.com/user/repos': asGithub(() => [
    { id: 1296269, name: 'hello', full_name: 'amara/hello', owner: { login: 'amara', type: 'User' } },
  ]),
  'POST api.github.com/repos/amara/hello/hooks': asGithub(() => [201, { id: 747 }]),
  'DELETE api.github.com/repos/amara/hello/hooks/747': asGithub(() => [204]),
  'POST api.github.com/repos/amara/hello/issues': asGithub(({ body }) => [
    201,
    { id: 1, number: 7, ...body },
  ]),
  'GET slack.com/oauth/v2/authorize': approve,
  'POST slack.com/api/oauth.v2.access': ({ body }) =>
    body.code === CODE
      ? { ok: true, access_token: SLACK_TOKEN, token_type: 'bot', team: { id: 'T1' } }
      : { ok: false, error: 'invalid_code' },
  'POST slack.com/api/auth.test': asSlack(() => ({ ok: true, user: 'amara', user_id: 'U1', team_id: 'T1' })),
  'POST slack.com/api/users.info': asSlack(() => ({ ok: true, user: { id: 'U1', real_name: 'Amara L.' } })),
  'POST slack.com/api/conversations.list': asSlack(() => ({
    ok: true,
    channels: [{ id: 'C1', name: 'general' }],
  })),
  'POST slack.com/api/chat.postMessage': asSlack(({ body }) => ({
    ok: true,
    channel: body.channel,
    ts: '1.2',
  })),
  'POST acme.atlassian.example/rest/webhooks/1.0/webhook/': () => [
    201,
    { self: 'https://acme.atlassian.example/rest/webhooks/1.0/webhook/72' },
  ],
  'DELETE acme.atlassian.example/rest/webhooks/1.0/webhook/72': () => [204],
};

/** Stand-ins for GitHub, Slack and Jira, with a certificate of an authority of their own. */
export async function startThirdParties() {
  const { certificate, key } = await selfSigned();
  const calls = [];
  const server = createServer({ cert: certificate, key }, (request, response) => {
    void answer(request, calls).then(({ status, headers, body }) => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(body === undefined ? undefined : JSON.stringify(body));
    });
  });
  await once(server.listen(443, ADDRESS), 'listening');
  const folder = await mkdtemp(join(tmpdir(), 'third-parties-'));
  const certificateFile = join(folder, 'authority.pem');
  await writeFile(certificateFile, certificate);
  return {
    certificate,
    certificateFile,
    /** The calls of one kind, such as `POST slack.com/api/auth.test`, with their bodies. */
    calls: (name) => calls.filter((call) => call.name === name),
    async close() {
      server.closeAllConnections();
      await once(server.close(), 'close');
      await rm(folder, { recursive: true });
    },
  };
}

async function answer(request, calls) {
  const url = new URL(request.url, `https://${request.headers.host}`);
  const name = `${request.method} ${url.hostname}${url.pathname}`;
  const call = {
    name,
    query: Object.fromEntries(url.searchParams),
    headers: request.headers,
    body: await bodyOf(request),
  };
  calls.push(call);
  const result = ANSWERS[name]?.(call) ?? [404, { message: `no stand-in for ${name}` }];
  if (result instanceof URL) return { status: 302, headers: { location: result.href } };
  const [status, body] = Array.isArray(result) && typeof result[0] === 'number' ? result : [200, result];
  return { status, body };
}

async function bodyOf(request) {
  const type = request.headers['content-type'] ?? '';
  if (type.includes('json')) return json(request).catch(() => undefined);
  return Object.fromEntries(new URLSearchParams(await text(request)));
}

/** The user approves at once. */
function approve({ query }) {
  const target = new URL(query.redirect_uri);
  target.searchParams.set('code', CODE);
  target.searchParams.set('state', query.state);
  return target;
}

function asGithub(reply) {
  return (call) =>
    call.headers.authorization === `token ${GITHUB_TOKEN}`
      ? reply(call)
      : [401, { message: 'Bad credentials' }];
}

function asSlack(reply) {
  return (call) =>
    call.headers.authorization === `Bearer ${SLACK_TOKEN}`
      ? reply(call)
      : { ok: false, error: 'invalid_auth' };
}

async function selfSigned() {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=stand-ins',
    notBefore: new Date(Date.now() - DAY_MS),
    notAfter: new Date(Date.now() + DAY_MS),
    keys,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new SubjectAlternativeNameExtension(NAMES.map((value) => ({ type: 'dns', value }))),
    ],
  });
  const bytes = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  const lines = bytes.toString('base64').replace(/.{64}/g, '$&\n').trimEnd();
  return {
    certificate: certificate.toString('pem'),
    key: `-----BEGIN PRIVATE KEY-----\n${lines}\n-----END PRIVATE KEY-----\n`,
  };
}
