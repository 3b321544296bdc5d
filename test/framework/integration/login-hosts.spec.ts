import { request } from 'node:http';
import { TestApp } from '../../../src/testing/index.js';

/** Without a `PUBLIC_URL`, as on a laptop, the app is what it is called by, as long as that is this machine. */
describe('a login without a public URL', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await TestApp.start();
  });
  afterAll(() => app.close());

  it('works on localhost and on 127.0.0.1', async () => {
    const [user] = await app.users();
    const browser = app.http();
    const local = app.url.replace('127.0.0.1', 'localhost');
    const login = await browser.get(`${local}/auth/login`);
    const callback = await app.platform.consent(login.location!, user!.id);
    expect(callback.startsWith(`${local}/auth/callback?`)).toBe(true);
    expect((await browser.get(callback)).status).toBe(200);
  });

  it.each([
    'evil.example',
    '127.0.0.1.evil.example',
    'localhost:80@evil.example',
    '127.0.0.1:80:80',
    '10.0.0.1',
  ])('does not use the host %s in a redirect URI', async (host) => {
    const answer = await new Promise((resolve, reject) => {
      request(`${app.url}/auth/login`, { headers: { host } }, (response) => {
        response.resume();
        resolve([response.statusCode, response.headers.location]);
      })
        .on('error', reject)
        .end();
    });
    expect(answer).toEqual([400, undefined]);
  });

  it('does not trust the host from a proxy that is not configured', async () => {
    const headers = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' };
    const reply = await app.http().get('/auth/login', { headers });
    expect(new URL(reply.location!).searchParams.get('redirect_uri')).toBe(`${app.url}/auth/callback`);
  });
});
