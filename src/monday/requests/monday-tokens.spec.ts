import { createHmac } from 'node:crypto';
import { JwtService } from '@nestjs/jwt';
import fc from 'fast-check';
import { FRAMEWORK_NAMES, type AppConfig } from '../../config/index.js';
import { SecretService } from '../../secrets/index.js';
import { MondayTokenInvalidError, MondayTokens } from './index.js';

const SIGNING = 'signing-secret-of-the-test-0123456789';
const CLIENT = 'client-secret-of-the-test-0123456789';
const URL_CALLED = new URL('https://app.example.org/monday/actions/x');

const FLAT = { accountId: 17, userId: 4, aud: URL_CALLED.href, shortLivedToken: 'short' };
const VIEW = {
  client_id: 'our-app',
  account_id: 17,
  user_id: 4,
  slug: 'acme',
  is_admin: true,
  is_view_only: false,
  is_guest: false,
  user_kind: 'admin',
};
const AUTHORIZATION_URL = { accountId: 17, userId: 4, backToUrl: 'https://acme.monday.com/recipes' };
const LIFECYCLE = { client_id: 'our-app', account_id: 17, user_id: 4 };

describe('MondayTokens', () => {
  const variables: Record<string, string> = {};

  beforeEach(() => {
    Object.assign(variables, { MONDAY_SIGNING_SECRET: SIGNING, MONDAY_OAUTH_CLIENT_SECRET: CLIENT });
  });

  const sut = new MondayTokens(new SecretService(variables, FRAMEWORK_NAMES), {
    monday: { clientId: 'our-app' },
    http: {},
  } as AppConfig);

  const accepted: Record<string, [claims: object, secret: string, (token: string) => unknown]> = {
    signed: [FLAT, SIGNING, (token) => sut.verifySigned(token, URL_CALLED)],
    'feature lifecycle': [
      { dat: { account_id: 17, user_id: 4, short_lived_token: 'short' } },
      SIGNING,
      (token) => sut.verifyFeatureLifecycle(token, URL_CALLED),
    ],
    view: [{ dat: VIEW }, CLIENT, (token) => sut.verifyView(token)],
    lifecycle: [{ dat: LIFECYCLE }, CLIENT, (token) => sut.verifyLifecycle(token, URL_CALLED)],
  };
  const families = Object.keys(accepted);

  it.each(families)('accepts a %s token and reads account and user', (family) => {
    const [claims, secret, verify] = accepted[family]!;

    expect(verify(sign(claims, secret))).toMatchObject({ accountId: '17', userId: '4' });
  });

  it.each(
    families
      .flatMap((verifier) => families.map((token) => [verifier, token] as const))
      // A lifecycle token may carry the claims of a view, so a view's token passes as one that is not proven.
      .filter(([a, b]) => a !== b && !(a === 'lifecycle' && b === 'view')),
  )('refuses, as a %s token, one of the family %s', (verifier, family) => {
    const [claims, secret] = accepted[family]!;

    expect(() => accepted[verifier]![2](sign(claims, secret))).toThrow(MondayTokenInvalidError);
  });

  it('accepts a token of the Authorization URL, and reads its return address', () => {
    expect(sut.verifyAuthorizationUrl(sign(AUTHORIZATION_URL, SIGNING), URL_CALLED)).toEqual({
      accountId: '17',
      userId: '4',
      backToUrl: AUTHORIZATION_URL.backToUrl,
    });
  });

  it.each(families)(
    'refuses, as a %s token, one of the Authorization URL, whatever else it claims',
    (family) => {
      const [claims, secret, verify] = accepted[family]!;
      const { backToUrl } = AUTHORIZATION_URL;

      for (const forged of [
        AUTHORIZATION_URL,
        { ...claims, backToUrl },
        { ...claims, backToUrl, aud: undefined },
        { ...claims, backToUrl: '' },
        { ...claims, backToUrl: null },
      ]) {
        expect(() => verify(sign(forged, secret))).toThrow(MondayTokenInvalidError);
      }
    },
  );

  it.each(['feature lifecycle', 'view', 'lifecycle'])(
    'refuses, as a token of the Authorization URL, one of the family %s',
    (family) => {
      const [claims, secret] = accepted[family]!;
      for (const forged of [claims, { ...claims, ...AUTHORIZATION_URL }]) {
        expect(() => sut.verifyAuthorizationUrl(sign(forged, secret), URL_CALLED)).toThrow(
          MondayTokenInvalidError,
        );
      }
    },
  );

  it.each(families)('refuses a %s token that is expired, unsigned, changed, foreign or endless', (family) => {
    const [claims, secret, verify] = accepted[family]!;
    const good = sign(claims, secret);
    const [head = '', , signature = ''] = good.split('.');
    const other = base64({ ...claims, exp: inSeconds(300), accountId: 99 });
    const none = base64({ alg: 'none', typ: 'JWT' });
    const bad = [
      sign(claims, secret, -60),
      sign(claims, `${secret}x`),
      `${none}.${base64({ ...claims, exp: inSeconds(300) })}.`,
      `${head}.${other}.${signature}`,
      hs512(claims, secret),
      new JwtService().sign(claims, { secret, algorithm: 'HS256' }),
      `${good}.x`,
      'x'.repeat(10_000),
      '',
      undefined as unknown as string,
    ];

    for (const token of bad) expect(() => verify(token)).toThrow(MondayTokenInvalidError);
  });

  it('allows a clock that is a little behind', () => {
    expect(() => sut.verifySigned(sign(FLAT, SIGNING, -3), URL_CALLED)).not.toThrow();
  });

  it.each([
    ['with a query', 'https://app.example.org/monday/actions/x?a=b', true],
    ['with a slash at the end', 'https://app.example.org/monday/actions/x/', true],
    ['as one of several', ['https://other.example.org/', URL_CALLED.href], true],
    ['of another path', 'https://app.example.org/monday/actions/y', false],
    ['of another host', 'https://evil.example.org/monday/actions/x', false],
    ['of another scheme', 'http://app.example.org/monday/actions/x', false],
    ['that is no address', 'app', false],
  ])('checks an audience %s', (_name, aud, fits) => {
    const token = sign({ ...FLAT, aud }, SIGNING);
    const verify = (): unknown => sut.verifySigned(token, URL_CALLED);

    if (fits) expect(verify()).toBeDefined();
    else expect(verify).toThrow(MondayTokenInvalidError);
  });

  it('refuses an audience where our own address is unknown, and passes a token without one', () => {
    expect(() => sut.verifySigned(sign(FLAT, SIGNING), undefined)).toThrow(MondayTokenInvalidError);
    expect(() => sut.verifySigned(sign({ ...FLAT, aud: undefined }, SIGNING), undefined)).not.toThrow();
  });

  it.each([
    { accountId: 'x' },
    { accountId: -1 },
    { accountId: 1.5 },
    { userId: null },
    { userId: '4/../5' },
  ])('refuses ids that are none: %j', (claims) => {
    expect(() => sut.verifySigned(sign({ ...FLAT, ...claims }, SIGNING), URL_CALLED)).toThrow(
      MondayTokenInvalidError,
    );
  });

  it.each<[string, object, boolean]>([
    ['wrapped', { dat: LIFECYCLE }, true],
    ['flat', { accountId: 17, userId: 4 }, true],
    ['flat in the other spelling', { account_id: '17', user_id: '4' }, true],
    ['wrapped in the other spelling', { dat: { accountId: 17, userId: 4 } }, true],
    ['in both places', { accountId: 17, userId: 4, dat: { ...LIFECYCLE, app_id: 9 } }, true],
    ['in parts of both', { accountId: 17, dat: { user_id: 4 } }, true],
    ["wrapped with an admin's claims", { dat: VIEW }, true],
    ["flat with an admin's claims", { ...VIEW, client_id: undefined }, true],
    ["wrapped with a member's claims", { dat: { ...VIEW, is_admin: false, user_kind: 'member' } }, false],
    ["flat with a guest's claims", { accountId: 17, userId: 4, is_guest: true }, false],
    ['mixed with claims of a viewer', { accountId: 17, userId: 4, dat: { is_view_only: true } }, false],
  ])('takes a lifecycle token %s', (_name, claims, isProven) => {
    expect(sut.verifyLifecycle(sign(claims, CLIENT), URL_CALLED)).toMatchObject({
      accountId: '17',
      userId: '4',
      isProven,
    });
  });

  it.each<[string, object]>([
    ['of two accounts', { accountId: 18, dat: LIFECYCLE }],
    ['of two users', { dat: { ...LIFECYCLE, userId: 5 } }],
    ['of no account', { userId: 4 }],
    ['of no user', { dat: { account_id: 17 } }],
    ['of another app', { dat: { ...LIFECYCLE, client_id: 'other' } }],
    ['of another app, flat', { accountId: 17, userId: 4, clientId: 'other' }],
    ['with dat that is no object', { accountId: 17, userId: 4, dat: 'x' }],
    ['with dat that is null', { accountId: 17, userId: 4, dat: null }],
  ])('refuses a lifecycle token %s', (_name, claims) => {
    expect(() => sut.verifyLifecycle(sign(claims, CLIENT), URL_CALLED)).toThrow(MondayTokenInvalidError);
  });

  it('answers any claims of a lifecycle token with ids or a refusal', () => {
    const value = fc.oneof(fc.constantFrom<unknown>(17, '17', 4, null, true, 'our-app'), fc.jsonValue());
    const name = fc.constantFrom(
      ...['account_id', 'accountId', 'user_id', 'userId', 'app_id', 'appId', 'client_id', 'is_admin', 'aud'],
    );
    const fields = fc.dictionary(name, value);
    const claims = fc.record({ flat: fields, dat: fc.option(fc.oneof(fields, fc.jsonValue())) });
    fc.assert(
      fc.property(claims, ({ flat, dat }) => {
        const token = sign({ ...flat, ...(dat !== null && { dat }) }, CLIENT);
        try {
          expect(sut.verifyLifecycle(token, URL_CALLED).accountId).toMatch(/^\d+$/);
        } catch (error) {
          expect(error).toBeInstanceOf(MondayTokenInvalidError);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("refuses another app's view token", () => {
    expect(() => sut.verifyView(sign({ dat: { ...VIEW, client_id: 'other' } }, CLIENT))).toThrow(
      MondayTokenInvalidError,
    );
  });

  it('sees a viewer by either claim', () => {
    const { is_view_only: _, ...older } = VIEW;

    expect(sut.verifyView(sign({ dat: { ...VIEW, is_view_only: true } }, CLIENT)).isViewOnly).toBe(true);
    expect(sut.verifyView(sign({ dat: { ...older, user_kind: 'view_only' } }, CLIENT)).isViewOnly).toBe(true);
  });

  it('reads the plan of the account, and ignores what is none', () => {
    const subscription = { plan_id: 'gold', is_trial: false, billing_period: null, days_left: 3 };
    const planOf = (value: unknown): unknown =>
      sut.verifySigned(sign({ ...FLAT, subscription: value }, SIGNING), URL_CALLED).subscription;

    expect(planOf(subscription)).toEqual(subscription);
    const odd = JSON.parse('{"__proto__":1,"constructor":"x","nested":{"a":1},"list":[1]}') as object;
    expect(planOf({ ...odd, ...subscription })).toEqual(subscription);
    for (const value of [undefined, null, 'gold', 5, [subscription]]) expect(planOf(value)).toBeUndefined();
  });

  it('follows a rotated secret', () => {
    const old = sign(FLAT, SIGNING);
    sut.verifySigned(old, URL_CALLED);
    variables['MONDAY_SIGNING_SECRET'] = 'the-next-signing-secret-0123456789';

    expect(() => sut.verifySigned(old, URL_CALLED)).toThrow(MondayTokenInvalidError);
    expect(() => sut.verifySigned(sign(FLAT, variables['MONDAY_SIGNING_SECRET']!), URL_CALLED)).not.toThrow();
  });
});

function sign(claims: object, secret: string, expiresIn = 300): string {
  const defined = JSON.parse(JSON.stringify({ ...claims, exp: inSeconds(expiresIn) })) as object;
  return new JwtService().sign(defined, { secret, algorithm: 'HS256' });
}

function hs512(claims: object, secret: string): string {
  const input = `${base64({ alg: 'HS512', typ: 'JWT' })}.${base64({ ...claims, exp: inSeconds(300) })}`;
  return `${input}.${createHmac('sha512', secret).update(input).digest('base64url')}`;
}

function base64(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function inSeconds(seconds: number): number {
  return Math.floor(Date.now() / 1000) + seconds;
}
