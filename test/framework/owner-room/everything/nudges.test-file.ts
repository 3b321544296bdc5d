import { AppModule } from '#app/app/app.module.js';
import { eventually, TestApp, type Login } from '#app/testing/index.js';
import { Nudges } from './nudges.js';

describe('nudges', () => {
  let app: TestApp;
  let login: Login;

  beforeAll(async () => {
    const variables = {
      NUDGE_AFTER_DAYS: '5',
      NUDGE_CALENDAR_KEY: 'a-key-of-a-calendar',
      METRICS_TOKEN: 'a-token-of-metrics',
    };
    app = await TestApp.start({ imports: [AppModule], variables });
    login = await app.login();
  });
  afterAll(() => app.close());

  const nudge = (fields: Record<string, unknown>) =>
    app.http().send(app.monday.block('/monday/actions/nudge', login.user, fields));

  it('run as an action, with variables, a secret, a mail, a message and a call', async () => {
    const reply = await nudge({ itemId: '<1>', to: 'ada@example.com' });
    expect(reply.json()).toMatchObject({ outputFields: { days: 5, hasKey: true } });
    await eventually(() => app.get(Nudges).handled.includes('<1>') || undefined);
    const mails = `${app.platform.url}/__sandbox/mails`;
    const sent = await eventually(async () => {
      const query = { recipient: 'ada@example.com' };
      return (await app.http().get(mails, { query })).json<{ subject: string }[]>()[0];
    });
    expect(sent.subject).toBe('Item <1> is overdue');
    const metrics = await app.http('a-token-of-metrics').get('/metrics');
    expect(metrics.text).toContain('api_call_duration_seconds_count{api="calendar",outcome="ok"}');
    expect((await nudge({ itemId: 1 })).json()).toMatchObject({ code: 'validation.failed' });
  });

  it('have routes for users, by their roles, and for views', async () => {
    expect((await login.http.put('/nudges/2', { text: 'hello' })).status).toBe(204);
    expect((await login.http.get('/nudges/2')).json()).toEqual({ text: 'hello' });
    const missing = await login.http.get('/nudges/none');
    expect([missing.status, missing.json()['code']]).toEqual([404, 'nudges.missing']);
    const view = app.http(app.monday.viewSessionToken(login.user));
    expect((await view.get('/nudges/2')).status).toBe(200);
    const others = (await app.users()).filter(({ account, role }) => {
      return account.id === login.user.account.id && role === 'member';
    });
    const member = await app.login(others[0]!.id);
    expect((await member.http.put('/nudges/2', { text: 'x' })).status).toBe(403);
  });

  it('have a trigger, a field, an event and a health check', async () => {
    const subscription = { subscriptionId: '1', webhookUrl: 'https://api-gw.monday.com/x' };
    const { user } = login;
    const subscribed = app.monday.block(
      '/monday/triggers/nudged/subscribe',
      user,
      {},
      { payload: subscription },
    );
    expect((await app.http().send(subscribed)).status).toBe(200);
    const field = await app.http().send(app.monday.block('/monday/fields/nudge-days', user, {}));
    expect(field.json()).toEqual([{ title: 'Three', value: 3 }]);
    await app.http().send(app.monday.boardWebhook(user, { type: 'create_pulse', pulseId: 7 }));
    await eventually(() => app.get(Nudges).handled.includes('create_pulse') || undefined);
    expect((await app.http().get('/health')).json()).toMatchObject({
      checks: { calendar: { status: 'up' } },
    });
  });

  it('have an account at a third party, in a paid plan', async () => {
    const identifier = '/monday/credentials/nudge-tracker/identifier';
    const account = await app.http().post(identifier, { token: 'of-ada' });
    expect(account.json()).toEqual({ providerUniqueIdentifier: '4711', displayName: 'Ada' });
    const track = (plan_id: string) => {
      const credentialsValues = { tracker: { userCredentialsId: 7, accessToken: 'of-ada' } };
      const options = {
        payload: { credentialsValues },
        claims: { subscription: { plan_id, is_trial: false } },
      };
      return app.http().send(app.monday.block('/monday/actions/track-nudge', login.user, {}, options));
    };
    expect((await track('basic')).json()).toMatchObject({ code: 'monday.plan_required' });
    expect((await track('nudges-pro')).json()).toMatchObject({ outputFields: { credentials: '7' } });
  });

  it('ask for their scope in the login', async () => {
    const me = (await login.http.get('/auth/me')).json<{ scopes: string[] }>();
    expect(me.scopes).toContain('updates:write');
  });
});
