import { readRawToken } from 'monday-persistence/authorization';
import { FRAMEWORK_NAMES, type AppConfig } from '../config/index.js';
import { namesOf } from '../monday/events/event-names.js';
import { readFeatureEvent } from '../monday/events/feature-event.js';
import { BOARD_EVENT_NAMES } from '../monday/index.js';
import { MondayTokens } from '../monday/requests/index.js';
import { SecretService } from '../secrets/index.js';
import { MondayRequests, type PlatformUser, type PreparedCall } from './index.js';

const secrets = {
  url: 'http://127.0.0.1:8080',
  clientId: 'client',
  clientSecret: 'client-secret-0123456789',
  signingSecret: 'signing-secret-0123456789',
};

const user: PlatformUser = {
  id: '11',
  name: 'Ada',
  email: 'ada@acme.example',
  role: 'admin',
  account: { id: '7', slug: 'acme', name: 'Acme' },
};

describe('MondayRequests', () => {
  const sut = new MondayRequests(() => secrets);
  const tokens = new MondayTokens(
    new SecretService(
      {
        MONDAY_OAUTH_CLIENT_SECRET: secrets.clientSecret,
        MONDAY_SIGNING_SECRET: secrets.signingSecret,
      },
      FRAMEWORK_NAMES,
    ),
    { monday: { clientId: 'client' }, http: {} } as AppConfig,
  );
  const tokenOf = (call: PreparedCall): string | undefined => readRawToken(call.headers?.['authorization']);
  const urlOf = (call: PreparedCall): URL => new URL(call.path, secrets.url);
  const who = { accountId: '7', userId: '11' };

  it('signs a block as the app verifies it', () => {
    const call = sut.block(
      '/mail/send',
      user,
      { to: 'a@b.example' },
      { shortLivedToken: 'short', actionUuid: 'one' },
    );
    expect(tokens.verifySigned(tokenOf(call), urlOf(call))).toMatchObject({
      ...who,
      shortLivedToken: 'short',
    });
    expect(call.json).toMatchObject({
      payload: { inputFields: { to: 'a@b.example' } },
      runtimeMetadata: { actionUuid: 'one' },
    });
  });

  it('signs the Authorization URL', () => {
    const call = sut.authorizationUrl(user, 'https://acme.monday.com/back');
    expect(tokens.verifyAuthorizationUrl(call.query?.['token'], urlOf(call))).toMatchObject({
      ...who,
      backToUrl: 'https://acme.monday.com/back',
    });
  });

  it('signs a session token of a view', () => {
    expect(tokens.verifyView(sut.viewSessionToken(user))).toMatchObject(who);
  });

  it('signs a lifecycle event', () => {
    const call = sut.lifecycle('uninstall', user);
    expect(tokens.verifyLifecycle(tokenOf(call), urlOf(call))).toMatchObject(who);
    expect(call.json).toMatchObject({ type: 'uninstall', data: { account_id: 7 } });
  });

  it('signs a board webhook', () => {
    const call = sut.boardWebhook(user, { type: 'create_pulse', boardId: 5 });
    expect(tokens.verifySigned(tokenOf(call), urlOf(call))).toMatchObject(who);
    expect(call.json).toMatchObject({ event: { type: 'create_pulse', boardId: 5 } });
  });

  it.each(['wrapped', 'view', 'flat'] as const)('signs a lifecycle event in the form %s', (form) => {
    const call = sut.lifecycle('uninstall', user, { form });
    expect(tokens.verifyLifecycle(tokenOf(call), urlOf(call))).toMatchObject(who);
  });

  it.each(BOARD_EVENT_NAMES)('signs a sample of the event %s', (name) => {
    const call = sut.boardEvent(name, user, { boardId: 5 });
    expect(tokens.verifySigned(tokenOf(call), urlOf(call))).toMatchObject(who);

    const { event } = call.json as { event: Record<string, unknown> };
    expect(event).toMatchObject({ userId: 11, boardId: 5, triggerUuid: expect.any(String) as unknown });
    expect(namesOf(String(event['type']), event)).toContain(name);
  });

  it('signs a feature lifecycle event', () => {
    const call = sut.featureLifecycle('AppFeatureBoardView:delete', user, {
      backToUrl: 'https://x.monday.com',
    });
    expect(tokens.verifyFeatureLifecycle(tokenOf(call), urlOf(call))).toMatchObject(who);
    expect(call.json).toMatchObject({ accountId: 7, back_to_url: 'https://x.monday.com' });
  });

  it.each(['flat', 'nested', 'nested-top', 'nested-query'] as const)(
    'signs a feature lifecycle event in the form %s',
    (form) => {
      const backToUrl = 'https://x.monday.com/?token=1';
      const call = sut.featureLifecycle('AppFeatureObject:create', user, {
        form,
        backToUrl,
        payload: { a: 1 },
      });
      const token = form === 'nested-query' ? call.query?.['token'] : tokenOf(call);
      expect(tokens.verifyFeatureLifecycle(token, urlOf(call))).toMatchObject(who);

      const { type, ...fields } = call.json as { type: string };
      expect(readFeatureEvent(type, fields)).toMatchObject({
        payload: { a: 1 },
        backToUrl,
        accountIds: ['7'],
      });
    },
  );

  it.each([
    ['with another secret', { secret: 'another-secret-0123456789' }],
    ['that is past', { expiresInSeconds: -60 }],
    ['without an expiry', { claims: { exp: undefined } }],
    ['for another address', { claims: { aud: 'https://other.example/' } }],
  ])('forges a request %s', (_name, forgery) => {
    const call = sut.block('/mail/send', user, {}, forgery);
    expect(() => tokens.verifySigned(tokenOf(call), urlOf(call))).toThrow();
  });

  it('sends the token alone, or as a bearer', () => {
    const [alone, bearer] = [false, true].map((bearer) => sut.lifecycle('install', user, { bearer }));
    expect(alone?.headers?.['authorization']).toMatch(/^eyJ/);
    expect(bearer?.headers?.['authorization']).toMatch(/^Bearer eyJ/);
  });
});
