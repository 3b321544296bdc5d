import { signJwt, type HttpClient, type HttpReply } from '../../../src/testing/index.js';

/** @param number differs between requests */
export type Call = (http: HttpClient, number: number) => Promise<HttpReply>;

const ID = 'Aa0_-';
/** Its last character leaves no bit unused, as those of random bytes do. */
export const random = (length: number, number: number): string =>
  `${`${number}${ID.repeat(20)}`.slice(0, length - 1)}A`;
export const withCookie = (value: string) => ({ headers: { cookie: `session=${value}` } });
export const withToken = (token: string) => ({ headers: { authorization: token } });
const forged = (claims: object): string =>
  signJwt({ exp: 9_999_999_999, ...claims }, 'not the secret of this app at all');

/** What anybody can send to the app, without any login; each time a little different. */
export const UNPROVEN: readonly (readonly [name: string, call: Call])[] = [
  ['a login', (http) => http.get('/auth/login')],
  ['a callback', (http, n) => http.get('/auth/callback', { query: { code: 'x', state: random(43, n) } })],
  ['a callback of a login that was begun', callbackWithoutCode],
  [
    'the Authorization URL',
    (http) => http.get('/auth', { query: { token: forged({ accountId: 1, userId: 1 }) } }),
  ],
  ['no id of a session', (http, n) => http.get('/auth/me', withCookie(random(30, n)))],
  ['a logout', (http, n) => http.post('/auth/logout', undefined, withCookie(random(44, n)))],
  ['a disconnect', (http, n) => http.delete('/auth/connection', withCookie(random(44, n)))],
  ['a refresh', (http, n) => http.post('/auth/refresh', { refresh_token: random(30, n) })],
  [
    'an access token',
    (http, n) => http.get('/storage/x', withToken(`Bearer ${forged({ iss: 'x', sub: n })}`)),
  ],
  [
    'a view token',
    (http, n) => http.get('/storage/x', withToken(`Bearer ${forged({ dat: { user_id: n } })}`)),
  ],
  ['a block', (http, n) => http.post('/fixture/mail', {}, withToken(forged({ accountId: n, userId: 1 })))],
  [
    'an action',
    (http, n) => http.post('/monday/actions/x', {}, withToken(forged({ accountId: n, userId: 1 }))),
  ],
  [
    'a webhook',
    (http, n) => http.post('/monday/webhooks', { event: {} }, withToken(forged({ accountId: n }))),
  ],
  ['a challenge', (http, n) => http.post('/monday/webhooks', { challenge: `c${n}` })],
  [
    'an uninstall',
    (http, n) => http.post('/monday/lifecycle', {}, withToken(forged({ dat: { account_id: n } }))),
  ],
  [
    'a feature event',
    (http, n) => http.post('/monday/feature-lifecycle', {}, withToken(forged({ dat: { n } }))),
  ],
  ['a pushed message', (http, n) => http.post('/mndy-queue', {}, { query: { secret: `s${n}` } })],
  ['unknown scheduled work', (http, n) => http.post(`/mndy-cronjob/x${n}`)],
  ['a mail', (http, n) => http.get(`/mail/messages/${n}`)],
  ['no route', (http, n) => http.get(`/none/${n}`)],
  ['liveness', (http) => http.get('/health/live')],
];

async function callbackWithoutCode(browser: HttpClient): Promise<HttpReply> {
  const begun = await browser.get('/auth/login');
  const state = new URL(begun.location ?? '').searchParams.get('state') ?? '';
  const query = { code: 'made-up', state };
  await browser.get('/auth/callback', { query });
  return browser.get('/auth/callback', { query });
}
