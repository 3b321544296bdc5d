import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { createHmac, generateKeyPairSync } from 'node:crypto';
import { JwtService } from '@nestjs/jwt';
import { FRAMEWORK_NAMES, FRAMEWORK_NAME, loadConfig } from '../../config/index.js';
import { SecretService } from '../../secrets/index.js';
import { type CredentialRefusedError } from '../auth.errors.js';
import { JWTService } from './jwt.service.js';

const KEY_A = Buffer.alloc(32, 1).toString('base64url');
const KEY_B = Buffer.alloc(32, 2).toString('base64url');
const SUBJECT = { userId: '7', accountId: '3', role: 'member', grantId: 'g', familyId: 'f' } as const;

function setup(ring = `a:${KEY_A}`) {
  const variables: Record<string, string> = {
    MONDAY_OAUTH_CLIENT_SECRET: 'client-secret-of-the-app',
    MONDAY_SIGNING_SECRET: 'signing-secret-of-the-app',
    JWT_KEYS: ring,
    ENCRYPTION_KEYS: `e:${KEY_A}`,
  };
  const secrets = new SecretService(variables, FRAMEWORK_NAMES);
  const sut = new JWTService(new JwtService({}), secrets, loadConfig(variables), SYSTEM_CLOCK);
  const rotateTo = (next: string): void => {
    variables.JWT_KEYS = next;
  };
  return { sut, rotateTo };
}

function problemOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return (error as CredentialRefusedError).problem;
  }
  throw new Error('It was accepted.');
}

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function forge(header: object, claims: object, key = KEY_A): string {
  const text = `${encode(header)}.${encode(claims)}`;
  return `${text}.${createHmac('sha256', Buffer.from(key, 'base64url')).update(text).digest('base64url')}`;
}

const HEADER = { alg: 'HS256', typ: 'at+jwt', kid: 'a' };
const claims = (changes: object = {}): object => ({
  account: '3',
  role: 'member',
  grant: 'g',
  sid: 'f',
  sub: '7',
  iss: FRAMEWORK_NAME,
  aud: FRAMEWORK_NAME,
  exp: Math.floor(Date.now() / 1000) + 60,
  ...changes,
});

afterEach(() => jest.useRealTimers());

describe('JWTService', () => {
  it('verifies its own tokens', () => {
    const { sut } = setup();
    const { token, expiresInSeconds } = sut.sign(SUBJECT);
    expect(expiresInSeconds).toBe(900);
    expect(sut.verify(token)).toMatchObject(SUBJECT);
    expect(sut.verify(token)).toMatchObject(SUBJECT);
  });

  it('names key, type, issuer, audience and 15 minutes in the token', () => {
    const { token } = setup().sut.sign(SUBJECT);
    const [header, payload] = token
      .split('.')
      .slice(0, 2)
      .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, number>);
    expect(header).toEqual(HEADER);
    expect(payload).toMatchObject({ iss: FRAMEWORK_NAME, aud: FRAMEWORK_NAME, sub: '7' });
    expect(payload!.exp! - payload!.iat!).toBe(900);
  });

  it('refuses a token once it has expired, also one that it verified before', () => {
    jest.useFakeTimers();
    const { sut } = setup();
    const { token } = sut.sign(SUBJECT);
    const unseen = sut.sign({ ...SUBJECT, familyId: 'other' }).token;
    sut.verify(token);
    jest.advanceTimersByTime(900_000);
    expect(problemOf(() => sut.verify(token))).toBe('expired');
    expect(problemOf(() => sut.verify(unseen))).toBe('expired');
  });

  it('keeps accepting an older key of the ring and signs with the first, without a restart', () => {
    const { sut, rotateTo } = setup();
    const old = sut.sign(SUBJECT).token;
    rotateTo(`b:${KEY_B},a:${KEY_A}`);
    const fresh = sut.sign(SUBJECT).token;
    expect(sut.verify(old)).toMatchObject(SUBJECT);
    expect(sut.verify(fresh)).toMatchObject(SUBJECT);
    expect(fresh.split('.')[0]).not.toBe(old.split('.')[0]);
  });

  it('refuses a token whose key left the ring, also one that it verified before', () => {
    const { sut, rotateTo } = setup();
    const { token } = sut.sign(SUBJECT);
    sut.verify(token);
    rotateTo(`b:${KEY_B}`);
    expect(problemOf(() => sut.verify(token))).toBe('invalid');
  });

  it('refuses a key under the id of another', () => {
    const { sut } = setup(`a:${KEY_A},b:${KEY_B}`);
    expect(problemOf(() => sut.verify(forge(HEADER, claims(), KEY_B)))).toBe('invalid');
  });

  it.each([
    ['nothing', ''],
    ['no JWT', 'abc'],
    ['two parts', 'a.b'],
    ['parts that are not JSON', 'a.b.c'],
    ['an unknown key', forge({ ...HEADER, kid: 'x' }, claims())],
    ['no key id', forge({ alg: 'HS256', typ: 'at+jwt' }, claims())],
    ['a key id of another type', forge({ ...HEADER, kid: ['a'] }, claims())],
    ['another type of token', forge({ ...HEADER, typ: 'JWT' }, claims())],
    ['no algorithm', `${encode({ ...HEADER, alg: 'none' })}.${encode(claims())}.`],
    ['another algorithm in the header', forge({ ...HEADER, alg: 'HS512' }, claims())],
    ['another issuer', forge(HEADER, claims({ iss: 'x' }))],
    ['another audience', forge(HEADER, claims({ aud: 'x' }))],
    ['no expiry', forge(HEADER, claims({ exp: undefined }))],
    ['an expiry of another type', forge(HEADER, claims({ exp: '9999999999' }))],
    ['no account', forge(HEADER, claims({ account: undefined }))],
    ['an account that is a number', forge(HEADER, claims({ account: 3 }))],
    ['no user', forge(HEADER, claims({ sub: undefined }))],
    ['no grant', forge(HEADER, claims({ grant: undefined }))],
    ['an unknown role', forge(HEADER, claims({ role: 'owner' }))],
    [
      'a changed payload',
      forge(HEADER, claims()).replace(/\.[^.]+\./, `.${encode(claims({ account: '4' }))}.`),
    ],
    ['a token too long to look at', `${forge(HEADER, claims({ sub: 'x'.repeat(9000) }))}`],
  ])('refuses %s', (_name, token) => {
    expect(problemOf(() => setup().sut.verify(token))).toBe('invalid');
  });

  it('refuses a token signed with an asymmetric key', () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const token = new JwtService({}).sign(claims({}), {
      privateKey: privateKey as never,
      algorithm: 'RS256',
      header: { ...HEADER, alg: 'RS256' },
    });
    expect(problemOf(() => setup().sut.verify(token))).toBe('invalid');
  });

  it("accepts the forger's token if nothing is changed", () => {
    expect(setup().sut.verify(forge(HEADER, claims()))).toMatchObject(SUBJECT);
  });
});
