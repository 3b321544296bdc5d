import { connect } from 'node:net';
import { Clock } from '../../../src/clock/index.js';
import { FakeClock, TestApp, type Login } from '../../../src/testing/index.js';

/** More than any route takes. */
const TOO_LARGE = 7 * 1024 * 1024;

/** The status of a request whose head alone is sent, with a body announced. */
function announce(url: string, path: string, token?: string): Promise<number> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () =>
      socket.write(
        [
          `PUT ${path} HTTP/1.1`,
          `Host: ${hostname}:${port}`,
          'Content-Type: application/json',
          `Content-Length: ${TOO_LARGE}`,
          ...(token === undefined ? [] : [`Authorization: Bearer ${token}`]),
          '\r\n',
        ].join('\r\n'),
      ),
    );
    socket.once('data', (data) => {
      resolve(Number(data.toString('latin1').split(' ')[1]));
      socket.destroy();
    });
    socket.once('error', reject);
  });
}

describe('the order of refusals of a request', () => {
  const clock = new FakeClock();
  let app: TestApp;
  let login: Login;

  beforeAll(async () => {
    app = await TestApp.start({
      overrides: [{ token: Clock, value: clock }],
      variables: { ACCOUNT_RATE_PER_SECOND: '1' },
    });
    login = await app.login();
  });
  afterAll(() => app.close());

  const spendRate = async (): Promise<void> => {
    for (let left = 20; left > 0; left -= 1) {
      if ((await login.http.get('/auth/me')).status === 429) return;
    }
    throw new Error('The account has no rate limit.');
  };

  it('missing credentials are reported before an unknown query and a large body', async () => {
    expect(await announce(app.url, '/storage/key?unknown=1')).toBe(401);
  });

  it('the limit of the account is reported before an unknown query', async () => {
    await spendRate();
    expect((await login.http.get('/auth/me?unknown=1')).status).toBe(429);
  });

  it('an unknown query is reported before a large body', async () => {
    clock.advance(60_000);
    expect(await announce(app.url, '/storage/key', login.accessToken)).toBe(413);
    clock.advance(60_000);
    expect(await announce(app.url, '/storage/key?unknown=1', login.accessToken)).toBe(400);
  });
});
