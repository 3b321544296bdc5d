import { TestApp, type Login } from '../../../src/testing/index.js';

describe('a first session', () => {
  let app: TestApp;
  let login: Login;

  beforeAll(async () => {
    app = await TestApp.start();
    login = await app.login();
  });

  afterAll(() => app.close());

  it('says who the token speaks for', async () => {
    const reply = await login.http.get('/auth/me');
    expect(reply.status).toBe(200);
    expect(reply.text).toContain(login.user.id);
    expect(reply.text).toContain(login.user.account.id);
  });

  it('demands the token', async () => {
    const reply = await app.http().get('/auth/me');
    expect(reply.status).toBe(401);
    expect(reply.json()).toMatchObject({ error: 'BaseError', statusCode: 401 });
  });

  it('stores a value and finds it after a restart, with the same token', async () => {
    const written = await login.http.put('/storage/greeting', { value: { text: 'hello' } });
    // Not every store knows whether there was one before.
    expect([200, 201]).toContain(written.status);
    const { version } = written.json<{ version: string }>();

    const read = await login.http.get('/storage/greeting');
    expect(read.json()).toEqual({ key: 'greeting', value: { text: 'hello' }, version });

    await app.restart();

    const again = await login.http.get('/storage/greeting');
    expect(again.status).toBe(200);
    expect(again.json()).toEqual(read.json());
  });

  it('keeps the value of one account from another', async () => {
    const users = await app.users();
    const stranger = users.find(({ account }) => account.id !== login.user.account.id);
    const other = await app.login(stranger?.id);
    await login.http.put('/storage/secret', { value: 'ours' });
    expect((await other.http.get('/storage/secret')).status).toBe(404);
  });

  it('answers a refusal in the same body everywhere', async () => {
    const replies = await Promise.all([
      login.http.get('/nowhere'),
      login.http.get('/storage/missing'),
      login.http.get('/storage/%E0%A4%A'),
      login.http.put('/storage/key', undefined, {
        body: '{"value":',
        headers: { 'content-type': 'application/json' },
      }),
      login.http.put('/storage/key', { value: 1, unknown: 2 }),
    ]);
    expect(replies.map(({ status }) => status)).toEqual([404, 404, 400, 400, 400]);
    for (const reply of replies) {
      expect(reply.json()).toMatchObject({
        error: expect.any(String) as string,
        code: expect.stringMatching(/^[a-z]+\.[a-z_]+$/) as string,
        message: expect.any(String) as string,
        statusCode: reply.status,
        requestId: reply.headers.get('x-request-id'),
      });
    }
  });
});
