import { Injectable } from '@nestjs/common';
import { IsString } from 'class-validator';
import fc from 'fast-check';
import { Feature } from '../../../src/feature/index.js';
import {
  CredentialsRefusedError,
  MondayAction,
  MondayCredentials,
  MondayField,
  MondayModule,
  NoInput,
  type ActionContext,
  type FieldRequest,
  type IdentifyRequest,
  type ProviderAccount,
} from '../../../src/monday/index.js';
import { HttpClient, TestApp, type PlatformUser } from '../../../src/testing/index.js';

class ProviderVariables {
  @IsString()
  SANDBOX_PROVIDER_URL!: string;
}

/** Blocks that use the stand-in for a third party. */
@Injectable()
class Blocks {
  constructor(private readonly variables: ProviderVariables) {}

  @MondayCredentials('stand-in', {
    title: 'Stand-in',
    authorizeUrl: '{{SANDBOX_PROVIDER_URL}}/oauth/authorize',
    tokenUrl: '{{SANDBOX_PROVIDER_URL}}/oauth/token',
    scopes: ['issues'],
  })
  async identify({ accessToken }: IdentifyRequest): Promise<ProviderAccount> {
    const { id, name } = await this.me(accessToken);
    return { providerUniqueIdentifier: id, displayName: name };
  }

  @MondayAction('whoami', NoInput, { credentials: { account: 'stand-in' } })
  async whoami(_input: object, { credentials }: ActionContext<'account'>): Promise<object> {
    return { ...(await this.me(credentials.account.accessToken)), of: credentials.account.userCredentialsId };
  }

  @MondayField('names', { credentials: { account: 'stand-in' } })
  async names({ credentials }: FieldRequest<'account'>): Promise<object> {
    const { id, name } = await this.me(credentials.account.accessToken);
    return [{ value: id, title: name }];
  }

  private async me(accessToken: string): Promise<{ id: string; name: string }> {
    const headers = { authorization: `Bearer ${accessToken}` };
    const reply = await fetch(`${this.variables.SANDBOX_PROVIDER_URL}/api/me`, { headers });
    if (!reply.ok) throw new CredentialsRefusedError('Stand-in');
    return (await reply.json()) as { id: string; name: string };
  }
}

@Feature({
  name: 'stand-in',
  variables: ProviderVariables,
  imports: [MondayModule],
  providers: [Blocks],
})
class StandInFeature {}

interface Connection {
  readonly id: number;
  readonly displayName: string;
  readonly userId: string;
}

const KEY = 'credentials_stand_in';

describe('connections of the local platform', () => {
  let app: TestApp;
  let user: PlatformUser;
  let others: PlatformUser[];
  let platform: HttpClient;

  beforeAll(async () => {
    app = await TestApp.start({ imports: [StandInFeature] });
    [user, ...others] = (await app.users()) as [PlatformUser, ...PlatformUser[]];
    platform = new HttpClient(() => app.platform.url, {});
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    for (const { id } of await list()) await platform.delete(`/__sandbox/connections/${id}`);
  });

  const list = async (): Promise<Connection[]> => (await platform.get('/__sandbox/connections')).json();
  const run = async (body: object = {}): Promise<Record<string, unknown>> =>
    (await platform.post('/__sandbox/blocks/whoami', { userId: user.id, ...body })).json();

  /** The way of a browser: begins at the console, and approves at the third party. */
  const logIn = async (of: PlatformUser, account: string, approve = true): Promise<string | undefined> => {
    const begun = await platform.post('/connections/connect', { user_id: of.id, credentials: KEY });
    const url = new URL(begun.location!);
    expect(url.origin + url.pathname).toBe(`${app.platform.url}/__sandbox/provider/oauth/authorize`);
    expect(url.searchParams.get('scope')).toBe('issues');
    const form = Object.fromEntries(url.searchParams);
    const decision = approve ? 'approve' : 'deny';
    const approved = await platform.post('/__sandbox/provider/oauth/authorize', {
      ...form,
      account,
      decision,
    });
    return (await platform.get(approved.location!)).location;
  };

  it('are made by the login of the third party, and reach blocks and fields', async () => {
    expect(await run()).toMatchObject({ status: 422, body: { code: 'monday.credentials_missing' } });
    expect(await logIn(user, 'grace')).toMatch(/\/connections\?connected=\d+$/);
    const [connection] = await list();
    expect(connection).toMatchObject({ displayName: 'Grace Hopper', userId: user.id, state: 'ACTIVE' });
    const whoami = { id: 'grace', name: 'Grace Hopper', of: String(connection!.id) };
    expect(await run()).toMatchObject({ status: 200, body: { outputFields: whoami } });
    const field = await platform.post('/__sandbox/fields/names', { userId: user.id });
    expect(field.json()).toMatchObject({ body: [{ value: 'grace', title: 'Grace Hopper' }] });
    expect((await platform.get('/connections')).text).toContain('Grace Hopper');
  });

  it('are those of the user, the last one unless another is chosen', async () => {
    await logIn(user, 'ada');
    await logIn(user, 'grace');
    await logIn(user, 'ada');
    const connections = await list();
    expect(connections.map(({ displayName }) => displayName)).toEqual(['Ada Lovelace', 'Grace Hopper']);
    expect(await run()).toMatchObject({ body: { outputFields: { id: 'ada' } } });
    const grace = { connections: { account: connections[1]!.id } };
    expect(await run(grace)).toMatchObject({ body: { outputFields: { id: 'grace' } } });
    expect(await run({ userId: others[0]!.id })).toMatchObject({ status: 422 });
    const foreigner = others.find(({ account }) => account.id !== user.account.id)!;
    expect(await run({ userId: foreigner.id, ...grace })).toMatchObject({ statusCode: 400 });
  });

  it('are shown by the API', async () => {
    await logIn(user, 'ada');
    const authorization = await app.platform.accessToken(user.id);
    const query = '{ connections { userId provider name state } user_connections { method } }';
    const reply = await new HttpClient(() => app.platform.url, { authorization }).post('/v2', { query });
    expect(reply.json()['data']).toEqual({
      connections: [{ userId: Number(user.id), provider: 'Stand-in', name: 'Ada Lovelace', state: 'ACTIVE' }],
      user_connections: [{ method: 'oauth2' }],
    });
  });

  it('are not made if the user denies it, or by a login that nobody began', async () => {
    expect(await logIn(user, 'ada', false)).toBeUndefined();
    const replies = [
      await platform.get('/authorize/oauth2/redirect-uri?state=x&code=y'),
      await platform.post('/connections/connect', { user_id: user.id, credentials: 'credentials_github' }),
      await platform.post('/__sandbox/connections', { userId: user.id, credentials: KEY, accessToken: 'x' }),
      await platform.post('/__sandbox/connections', { userId: user.id, credentials: 'no', accessToken: 'x' }),
      await platform.delete('/__sandbox/connections/7'),
    ];
    expect(replies.map(({ status }) => status)).toEqual([400, 404, 502, 404, 404]);
    expect(replies[1]!.text).toContain('It declares credentials_stand_in.');
    expect(replies[2]!.text).toContain('The identifier endpoint of the app answered 422');
    expect(await list()).toEqual([]);
  });

  it('of a key that the block does not declare are refused, which says what it declares', async () => {
    expect(await run({ connections: { github: 1 } })).toMatchObject({
      statusCode: 400,
      message: 'The action "whoami" has no credentials "github". It declares account.',
    });
  });

  it('survive any bad input: no 500, and nothing changes', async () => {
    await logIn(user, 'ada');
    const before = await list();
    const value = fc.oneof(fc.jsonValue(), fc.constant(KEY), fc.constant(user.id));
    const body = fc.oneof(
      fc.jsonValue(),
      fc.dictionary(
        fc.constantFrom(
          ...['userId', 'user_id', 'credentials', 'accessToken', 'connections', 'id', 'state', 'code'],
          ...['grant_type', 'refresh_token', 'client_id', 'client_secret', 'redirect_uri', 'decision'],
        ),
        value,
      ),
    );
    const paths = fc.constantFrom(
      '/__sandbox/connections',
      '/__sandbox/blocks/whoami',
      '/__sandbox/subscriptions/18345021/subscribe',
      '/__sandbox/provider/oauth/authorize',
      '/__sandbox/provider/oauth/token',
      '/__sandbox/provider/api/issues',
    );
    await fc.assert(
      fc.asyncProperty(paths, body, async (path, json) => {
        const reply = await platform.send({ method: 'POST', path, json });
        expect(reply.status).not.toBe(500);
      }),
      { numRuns: 100 },
    );
    expect(await list()).toEqual(before);
  });
});
