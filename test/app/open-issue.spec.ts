import { OpenIssueFeature } from '../../src/app/features/open-issue/open-issue.feature.js';
import { HttpClient, TestApp, type PlatformUser } from '../../src/testing/index.js';

describe('the example open-issue, with the stand-in for a third party', () => {
  let app: TestApp;
  let user: PlatformUser;
  let platform: HttpClient;
  beforeAll(async () => {
    app = await TestApp.start({ app: OpenIssueFeature });
    user = (await app.users())[0]!;
    platform = new HttpClient(() => app.platform.url, {});
  });
  afterAll(() => app.close());

  const run = async (title: string): Promise<Record<string, unknown>> =>
    (await platform.post('/__sandbox/blocks/open-issue', { userId: user.id, inputFields: { title } })).json();

  it('opens an issue with the account that the user connected', async () => {
    expect(await run('Too early')).toMatchObject({ body: { code: 'monday.credentials_missing' } });

    const connect = { user_id: user.id, credentials: 'credentials_tracker' };
    const login = await platform.post('/connections/connect', connect);
    const approved = await platform.get(login.location!, { query: { prompt: 'none', account: 'grace' } });
    await platform.get(approved.location!);

    expect(await run('Paint the fence')).toMatchObject({
      status: 200,
      body: { outputFields: { issueId: expect.any(String) as string } },
    });
    const [connection] = (await platform.get('/__sandbox/connections')).json<object[]>();
    expect(connection).toMatchObject({ displayName: 'Grace Hopper', providerUniqueIdentifier: 'grace' });
  });

  it('says that the account must be connected again if the tracker refuses its token', async () => {
    const credentialsValues = { tracker: { userCredentialsId: 1, accessToken: 'expired-token' } };
    const call = app.monday.block(
      '/monday/actions/open-issue',
      user,
      { title: 'x' },
      { payload: { credentialsValues } },
    );
    const reply = await app.http().send(call);
    expect([reply.status, reply.json()]).toEqual([
      422,
      expect.objectContaining({
        code: 'monday.credentials_refused',
        notificationErrorDescription: 'Tracker did not accept the connected account. Connect it again.',
      }),
    ]);
  });
});
