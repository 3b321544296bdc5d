import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { sha256 } from 'monday-persistence/hash';
import { randomBytes } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { type AppConfig } from '../../config/index.js';
import { PersistenceConflictError, type Persistence } from '../../persistence/index.js';
import { RefreshTokenInvalidError, RefreshTokenReusedError, UserInactiveError } from '../auth.errors.js';
import { type ActiveUserCheck } from '../connections/active-user-check.js';
import { type ConsentCache } from '../connections/consent-cache.js';
import { identifierParts, RING } from '../../../test/framework/support/identifier-parts.js';
import { NO_METRICS } from '../../telemetry/index.js';
import { RefreshTokens, type IssuedRefreshToken } from './refresh-tokens.js';

const SUBJECT = { userId: '11', accountId: '22', role: 'member', grantId: 'grant' } as const;

/** A store of one process, enough for single records. */
function setup(scarceCalls = false) {
  const records = new Map<string, { value: string; version: string; ttlSeconds?: number }>();
  let versions = 0;
  const persistence = {
    capabilities: { scarceCalls },
    get: (key: string) => Promise.resolve(records.get(key) && { key, ...records.get(key) }),
    upsert: (key: string, value: string, options: { version?: string | null; ttlSeconds?: number } = {}) => {
      const current = records.get(key)?.version ?? null;
      if (options.version !== undefined && options.version !== current) {
        return Promise.reject(new PersistenceConflictError(key, current));
      }
      records.set(key, { value, version: String(++versions), ttlSeconds: options.ttlSeconds });
      return Promise.resolve({ version: String(versions), created: current === null });
    },
    delete: (key: string) => Promise.resolve(records.delete(key)),
  } as unknown as Persistence;
  const grant = { id: 'grant' as string | undefined };
  const consents = { load: () => Promise.resolve(grant) } as unknown as ConsentCache;
  const activeUsers = { roleWithin: () => Promise.resolve(undefined) } as unknown as ActiveUserCheck;
  const config = { jwt: { refreshTtlSeconds: 2_592_000, sessionMaxSeconds: 7_776_000 } } as AppConfig;
  const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation();
  const get = jest.spyOn(persistence, 'get');
  const parts = identifierParts(persistence);
  const sut = new RefreshTokens(
    persistence,
    consents,
    config,
    parts.tokens,
    parts.lookups,
    activeUsers,
    SYSTEM_CLOCK,
    NO_METRICS,
  );
  return { sut, records, grant, warn, get, activeUsers, ...parts };
}

type Repeat = ReturnType<typeof setup> & { readonly first: IssuedRefreshToken };

const cutOff = (activeUsers: ActiveUserCheck): void =>
  void jest.spyOn(activeUsers, 'roleWithin').mockRejectedValue(new UserInactiveError());

function later(ms: number): void {
  const now = Date.now() + ms;
  jest.spyOn(Date, 'now').mockImplementation(() => now);
}

afterEach(() => jest.restoreAllMocks());

describe('RefreshTokens', () => {
  it('stores only a hash of the token, for 30 days', async () => {
    const { sut, records } = setup();
    const { token } = await sut.issue(SUBJECT);
    const [record] = [...records.values()];
    expect(record!.ttlSeconds).toBe(30 * 24 * 60 * 60);
    expect(record!.value).not.toContain(token.split('.')[1]);
  });

  it('keeps subject and family through a rotation', async () => {
    const { sut } = setup();
    const first = await sut.issue(SUBJECT);
    const second = await sut.rotate(first.token);
    expect(second.subject).toEqual(first.subject);
    expect(second.token).not.toBe(first.token);
  });

  it('logs the affected user of a reused token, without the token', async () => {
    const { sut, records, warn } = setup();
    const { token } = await sut.issue(SUBJECT);
    await sut.rotate(token);
    later(10_000);
    await expect(sut.rotate(token)).rejects.toBeInstanceOf(RefreshTokenReusedError);
    expect(records.size).toBe(0);
    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn.mock.calls[0]![0]).toEqual({ event: 'auth.refresh_reused', accountId: '22', userId: '11' });
  });

  it('gives two rotations at once the same successor, and stores only its hash', async () => {
    const { sut, records, warn } = setup();
    const { token } = await sut.issue(SUBJECT);
    const [first, second] = await Promise.all([sut.rotate(token), sut.rotate(token)]);
    expect(second).toEqual(first);
    const [record] = [...records.values()];
    for (const issued of [token, first.token]) expect(record!.value).not.toContain(issued.split('.')[1]);
    const event = { event: 'auth.refresh_repeated', accountId: '22', userId: '11' };
    expect(warn.mock.calls.map(([fields]) => fields as object)).toEqual([event]);
  });

  it('gives the same successor again for ten seconds, also after a rotation of the keys', async () => {
    later(0);
    const { sut, rotateTo } = setup();
    const { token } = await sut.issue(SUBJECT);
    const first = await sut.rotate(token);
    rotateTo(RING.both);
    later(9_999);
    expect(await sut.rotate(token)).toEqual(first);
    later(1);
    await expect(sut.rotate(token)).rejects.toBeInstanceOf(RefreshTokenReusedError);
    await expect(sut.rotate(first.token)).rejects.toBeInstanceOf(RefreshTokenInvalidError);
  });

  it('ends the family if a token comes again after its successor was used', async () => {
    const { sut, records } = setup();
    const { token } = await sut.issue(SUBJECT);
    await sut.rotate((await sut.rotate(token)).token);
    await expect(sut.rotate(token)).rejects.toBeInstanceOf(RefreshTokenReusedError);
    expect(records.size).toBe(0);
  });

  it.each([
    ['the family has ended', ({ sut, first }: Repeat) => sut.endFamily(first.subject.familyId)],
    ['the connection has ended', ({ grant }: Repeat) => Promise.resolve(void (grant.id = undefined))],
    ['monday cut the user off', ({ activeUsers }: Repeat) => Promise.resolve(cutOff(activeUsers))],
  ])('does not repeat the successor if %s', async (_what, change) => {
    const parts = setup();
    const { token } = await parts.sut.issue(SUBJECT);
    const first = await parts.sut.rotate(token);
    await change({ ...parts, first });
    await expect(parts.sut.rotate(token)).rejects.toMatchObject({ status: 401 });
  });

  it('derives successors that cannot be computed from the token and the record', async () => {
    const { sut, records } = setup();
    const other = setup();
    const { token } = await sut.issue(SUBJECT);
    for (const [key, record] of records) other.records.set(key, record);
    expect((await other.sut.rotate(token)).token).not.toBe((await sut.rotate(token)).token);
  });

  it.each([undefined, 'a newer grant'])('rejects a token if the grant is now %s', async (id) => {
    const { sut, records, grant, warn } = setup();
    const { token } = await sut.issue(SUBJECT);
    grant.id = id;
    await expect(sut.rotate(token)).rejects.toBeInstanceOf(RefreshTokenInvalidError);
    expect(records.size).toBe(0);
    expect(warn).not.toHaveBeenCalled();
  });
});

describe('a refresh token', () => {
  const madeUp = (token: string): string => token.replace(/^./, (first) => (first === 'x' ? 'y' : 'x'));

  /** A family as version 0.1.0 kept it, and its token. */
  function familyOf010(records: Map<string, { value: string; version: string }>): string {
    const [handle, secret] = [randomBytes(16), randomBytes(32)].map((bytes) => bytes.toString('base64url'));
    const key = `auth/family/${sha256(handle!).slice(0, 22)}`;
    records.set(key, { value: JSON.stringify({ subject: SUBJECT, hash: sha256(secret!) }), version: 'old' });
    return `${handle}.${secret}`;
  }

  it.each([
    ['handle', 0],
    ['secret', 23],
  ])('with another %s does not reach the store, and ends nothing', async (_name, at) => {
    const { sut, get } = setup();
    const { token } = await sut.issue(SUBJECT);
    const forged = token.slice(0, at) + madeUp(token.slice(at));
    await expect(sut.rotate(forged)).rejects.toBeInstanceOf(RefreshTokenInvalidError);
    expect(get).not.toHaveBeenCalled();
    await sut.rotate(token);
  });

  it('of a login that is over reaches the store once', async () => {
    const { sut, get, records } = setup();
    const { token } = await sut.issue(SUBJECT);
    records.clear();
    for (let time = 0; time < 3; time += 1)
      await expect(sut.rotate(token)).rejects.toBeInstanceOf(RefreshTokenInvalidError);
    expect(get).toHaveBeenCalledTimes(1);
  });

  it('of version 0.1.0 is accepted, and its successor is not held back', async () => {
    const { sut, records } = setup(true);
    const next = await sut.rotate(familyOf010(records));
    expect((await sut.rotate(next.token)).subject).toEqual(next.subject);
  });

  it('by a key that left the ring is taken', async () => {
    const { sut, rotateTo } = setup(true);
    const { token } = await sut.issue(SUBJECT);
    rotateTo(RING.second);
    const next = await sut.rotate(token);
    expect((await sut.rotate(next.token)).subject).toEqual(next.subject);
  });

  it('of version 0.1.0 waits while many come that may be of it', async () => {
    const { sut, get, clock, records } = setup(true);
    const token = familyOf010(records);
    const rotations = Array.from({ length: 20 }, () => sut.rotate(madeUp(token)));
    const results = await Promise.allSettled(rotations);
    const codes = results.map((result) =>
      'reason' in result ? (result.reason as { code: string }).code : '',
    );
    expect(codes.filter((code) => code === 'auth.lookup_delayed')).toHaveLength(19);
    expect(get).toHaveBeenCalledTimes(1);
    clock.advance(1_000);
    await sut.rotate(token);
  });
});
