import { randomBytes } from 'node:crypto';
import { VARIABLES } from '../../../src/config/index.js';
import { TestApp } from '../../../src/testing/index.js';

describe('the keys of the access tokens', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await TestApp.start();
  });
  afterAll(() => app.close());

  it('rotate without a restart and without logging out users', async () => {
    // What the app reads its secrets from: a change is seen at once, as when a file of secrets changes.
    const variables = app.get<Record<string, string>>(VARIABLES);
    const old = variables['JWT_KEYS']!;
    const before = await app.login();
    variables['JWT_KEYS'] = `next:${randomBytes(32).toString('base64url')},${old}`;
    const after = await app.login();
    const [header = ''] = after.accessToken.split('.');
    expect(Buffer.from(header, 'base64url').toString()).toContain('"kid":"next"');
    expect((await before.http.get('/auth/me')).status).toBe(200);
    expect((await after.http.get('/auth/me')).status).toBe(200);

    variables['JWT_KEYS'] = old;
    const reply = await after.http.get('/auth/me');
    expect([reply.status, reply.json()['code']]).toEqual([401, 'auth.token_invalid']);
  });
});
