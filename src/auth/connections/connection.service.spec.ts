import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { SQLITE_SETTINGS, SqlitePersistence } from 'monday-persistence/sqlite';
import {
  connectionsOn,
  IDENTITY,
  OWNER,
  tokensFor,
} from '../../../test/framework/support/connections.fixture.js';
import { runAs } from '../../caller/index.js';
import { type Persistence } from '../../persistence/index.js';
import { FRAMEWORK_NAMES } from '../../config/index.js';
import { AesGcmKeyRing, SecretService } from '../../secrets/index.js';
import { ConnectionExpiredError, ConnectionRequiredError } from '../auth.errors.js';
import { GrantRefusedError, MondayOAuthError } from '../token-endpoint/token-endpoint.errors.js';
import { type TokenSet } from '../token-endpoint/token-set.js';

let folder: string;
let persistence: Persistence;
let other: Persistence;
const variables: Record<string, string> = {};
const ring = new AesGcmKeyRing(new SecretService(variables, FRAMEWORK_NAMES));

beforeEach(async () => {
  jest.spyOn(Logger.prototype, 'warn').mockImplementation();
  variables['ENCRYPTION_KEYS'] = `a:${Buffer.alloc(32, 1).toString('base64url')}`;
  folder = mkdtempSync(join(tmpdir(), 'connections-'));
  const path = join(folder, 'app.db');
  persistence = new SqlitePersistence({ ...SQLITE_SETTINGS, path, clock: SYSTEM_CLOCK });
  other = new SqlitePersistence({ ...SQLITE_SETTINGS, path, clock: SYSTEM_CLOCK });
  await persistence.open();
  await other.open();
});
afterEach(async () => {
  jest.restoreAllMocks();
  await persistence.close();
  await other.close();
  rmSync(folder, { recursive: true, force: true });
});

function deferred<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve!: (value: T) => void;
  const promise = new Promise<T>((settle) => (resolve = settle));
  return { promise, resolve };
}

const asOwner = <T>(work: () => Promise<T>): Promise<T> => runAs({ ...OWNER, kind: 'user' }, work);

/** A token endpoint that knows one refresh token, which works once. */
function singleUse(valid: string) {
  let newest = valid;
  const refresh = jest.fn(async (token: string): Promise<TokenSet> => {
    await Promise.resolve();
    if (token !== newest) throw new GrantRefusedError();
    const tokens = tokensFor(3600);
    newest = tokens.refreshToken!;
    return tokens;
  });
  return { refresh, revoke: jest.fn(() => Promise.resolve()) };
}

describe('accessToken', () => {
  it('requires a login without a connection', async () => {
    const { sut } = connectionsOn(persistence, ring, {});
    const error = await asOwner(() => sut.accessToken()).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ConnectionRequiredError);
    expect(error).toMatchObject({ status: 409, details: { loginUrl: 'https://app.example.com/auth/login' } });
  });

  it('returns a valid token unchanged', async () => {
    const { sut } = connectionsOn(persistence, ring, {});
    const tokens = tokensFor(3600);
    await sut.save(IDENTITY, tokens);
    expect(await asOwner(() => sut.accessToken())).toBe(tokens.accessToken);
  });

  it('returns a token without expiry unchanged', async () => {
    const { sut } = connectionsOn(persistence, ring, {});
    await sut.save(IDENTITY, { accessToken: 'opaque', scopes: [] });
    expect(await asOwner(() => sut.accessToken())).toBe('opaque');
  });

  it('refreshes a token with less than five minutes left, and keeps the new ones', async () => {
    const old = tokensFor(299);
    const endpoint = singleUse(old.refreshToken!);
    const { sut } = connectionsOn(persistence, ring, endpoint);
    await sut.save(IDENTITY, old);
    const fresh = await asOwner(() => sut.accessToken());
    expect(fresh).not.toBe(old.accessToken);
    expect(await asOwner(() => sut.accessToken())).toBe(fresh);
    expect(endpoint.refresh).toHaveBeenCalledTimes(1);
    expect((await sut.find(OWNER))?.lease).toBeUndefined();
  });

  it('makes one refresh of many at once, over two processes, and all succeed', async () => {
    const old = tokensFor(-60);
    const endpoint = singleUse(old.refreshToken!);
    const one = connectionsOn(persistence, ring, endpoint);
    const two = connectionsOn(other, ring, endpoint);
    await one.sut.save(IDENTITY, old);
    const calls = [one, two, one, two, one, two].map(({ sut }) => asOwner(() => sut.accessToken()));
    const tokens = new Set(await Promise.all(calls));
    expect([tokens.size, endpoint.refresh.mock.calls.length]).toEqual([1, 1]);
    expect(tokens).not.toContain(old.accessToken);
  });

  it('waits for the process that is refreshing', async () => {
    const old = tokensFor(-60);
    const gate = deferred<TokenSet>();
    const begun = deferred<void>();
    const refresh = jest.fn(() => {
      begun.resolve();
      return gate.promise;
    });
    const one = connectionsOn(persistence, ring, { refresh });
    const two = connectionsOn(other, ring, { refresh });
    await one.sut.save(IDENTITY, old);
    const first = asOwner(() => one.sut.accessToken());
    await begun.promise;

    const lookedTwice = deferred<void>();
    const find = two.store.find.bind(two.store);
    let looks = 0;
    two.store.find = (owner) => {
      // Once for the token itself, then again and again for the lease to end.
      if (++looks === 4) lookedTwice.resolve();
      return find(owner);
    };
    const second = asOwner(() => two.sut.accessToken());
    await lookedTwice.promise;
    const fresh = tokensFor(3600);
    gate.resolve(fresh);
    expect(await Promise.all([first, second])).toEqual([fresh.accessToken, fresh.accessToken]);
    expect(refresh).toHaveBeenCalledTimes(1);
  });

  it('does not wait for another process while the token still works', async () => {
    const { sut, store } = connectionsOn(persistence, ring, {});
    const connection = await sut.save(IDENTITY, tokensFor(120));
    const stored = await store.find(OWNER);
    await store.upsert(
      { ...connection, lease: { holder: 'x', until: Date.now() + 60_000 } },
      stored!.version,
    );
    expect(await asOwner(() => sut.accessToken())).toBe(connection.tokens.accessToken);
  });

  it.each([
    ['before monday saw the refresh token: goes on', (token: string) => token, undefined],
    ['after monday used it up: asks for a new login', () => 'a newer one', ConnectionExpiredError],
  ])('finds that a process died %s', async (_name, knownToMonday, expected) => {
    const old = tokensFor(-60);
    const { sut, store } = connectionsOn(persistence, ring, singleUse(knownToMonday(old.refreshToken!)));
    const connection = await sut.save(IDENTITY, old);
    const stored = await store.find(OWNER);
    await store.upsert({ ...connection, lease: { holder: 'dead', until: Date.now() - 1 } }, stored!.version);
    const result: unknown = await asOwner(() => sut.accessToken()).catch((error: unknown) => error);
    if (expected === undefined) expect(typeof result).toBe('string');
    else expect(result).toBeInstanceOf(expected);
    expect((await sut.find(OWNER))?.state).toBe(expected === undefined ? 'connected' : 'expired');
  });

  it('marks a connection that monday refuses, and a new login mends it', async () => {
    const { sut } = connectionsOn(persistence, ring, singleUse('another'));
    const { grantId } = await sut.save(IDENTITY, tokensFor(-60));
    const first = await asOwner(() => sut.accessToken()).catch((error: unknown) => error);
    expect(first).toMatchObject({ code: 'auth.connection_expired', status: 409 });
    await expect(asOwner(() => sut.accessToken())).rejects.toBeInstanceOf(ConnectionExpiredError);
    const again = await sut.save(IDENTITY, tokensFor(3600));
    expect(again.grantId).toBe(grantId);
    await expect(asOwner(() => sut.accessToken())).resolves.toBe(again.tokens.accessToken);
  });

  it('keeps the connection if monday fails, and uses the token until it expires', async () => {
    const refresh = jest.fn(() => Promise.reject(new MondayOAuthError('timeout')));
    const { sut } = connectionsOn(persistence, ring, { refresh });
    const tokens = tokensFor(120);
    await sut.save(IDENTITY, tokens);
    expect(await asOwner(() => sut.accessToken())).toBe(tokens.accessToken);
    await sut.save(IDENTITY, tokensFor(-60));
    await expect(asOwner(() => sut.accessToken())).rejects.toBeInstanceOf(MondayOAuthError);
    expect(await sut.find(OWNER)).toMatchObject({ state: 'connected' });
  });

  it('cannot refresh without a refresh token', async () => {
    const { sut } = connectionsOn(persistence, ring, {});
    await sut.save(IDENTITY, tokensFor(-60, { refreshToken: undefined }));
    await expect(asOwner(() => sut.accessToken())).rejects.toBeInstanceOf(ConnectionExpiredError);
  });

  it('requires a new login after a loss of the keys', async () => {
    const { sut } = connectionsOn(persistence, ring, {});
    await sut.save(IDENTITY, tokensFor(3600));
    variables['ENCRYPTION_KEYS'] = `b:${Buffer.alloc(32, 2).toString('base64url')}`;
    await expect(asOwner(() => sut.accessToken())).rejects.toBeInstanceOf(ConnectionExpiredError);
    await sut.forget(OWNER);
    expect(await sut.find(OWNER)).toBeUndefined();
  });

  it("is not found under another user's key", async () => {
    const { sut } = connectionsOn(persistence, ring, {});
    await sut.save(IDENTITY, tokensFor(3600));
    const entry = await persistence.get('auth/connection/22/11');
    await persistence.upsert('auth/connection/22/12', entry!.value);
    const moved = await sut.find({ accountId: '22', userId: '12' });
    expect([moved?.state, moved?.tokens.accessToken]).toEqual(['expired', '']);
  });
});

describe('refreshRejected', () => {
  it('refreshes once, and returns the same token to all callers with a rejected token', async () => {
    const old = tokensFor(3600);
    const endpoint = singleUse(old.refreshToken!);
    const { sut } = connectionsOn(persistence, ring, endpoint);
    await sut.save(IDENTITY, old);
    const refuse = (): Promise<string> => asOwner(() => sut.refreshRejected(old.accessToken));
    const tokens = new Set(await Promise.all([refuse(), refuse(), refuse()]));
    tokens.add(await refuse());
    expect([tokens.size, endpoint.refresh.mock.calls.length]).toEqual([1, 1]);
  });

  it('marks a connection that has no refresh token', async () => {
    const { sut } = connectionsOn(persistence, ring, {});
    await sut.save(IDENTITY, { accessToken: 'legacy', scopes: [] });
    await expect(asOwner(() => sut.refreshRejected('legacy'))).rejects.toBeInstanceOf(ConnectionExpiredError);
  });
});

describe('a token of the legacy flow', () => {
  const LEGACY: TokenSet = { accessToken: 'legacy', scopes: ['me:read'] };

  it('is exchanged for OAuth 2.1 tokens at its first use, once across two processes', async () => {
    const fresh = tokensFor(3600, { scopes: [] });
    const migrate = jest.fn((_token: string) => Promise.resolve(fresh));
    const one = connectionsOn(persistence, ring, { migrate });
    const two = connectionsOn(other, ring, { migrate });
    await one.sut.save(IDENTITY, LEGACY);
    await Promise.all([one, two, one].map(({ sut }) => asOwner(() => sut.accessToken())));
    const after = await asOwner(() => two.sut.accessToken());
    expect(after).toBe(fresh.accessToken);
    expect(migrate.mock.calls).toEqual([['legacy']]);
    expect((await one.sut.find(OWNER))?.tokens).toEqual({ ...fresh, scopes: ['me:read'] });
  });

  it('remains in use if monday rejects the exchange, which is not repeated at once', async () => {
    const migrate = jest.fn(() => Promise.reject(new MondayOAuthError('rate_limited', {})));
    const { sut } = connectionsOn(persistence, ring, { migrate });
    await sut.save(IDENTITY, LEGACY);
    const tokens = [await asOwner(() => sut.accessToken()), await asOwner(() => sut.accessToken())];
    expect(tokens).toEqual(['legacy', 'legacy']);
    expect(migrate).toHaveBeenCalledTimes(1);
  });
});

describe('forget', () => {
  it('revokes both tokens at monday', async () => {
    const revoke = jest.fn(() => Promise.resolve());
    const { sut, queue } = connectionsOn(persistence, ring, { revoke });
    const tokens = tokensFor(3600);
    await sut.save(IDENTITY, tokens);
    await sut.forget(OWNER);
    expect(revoke.mock.calls).toEqual([
      [tokens.refreshToken, 'refresh_token'],
      [tokens.accessToken, 'access_token'],
    ]);
    expect(queue.publish).not.toHaveBeenCalled();
    expect(await persistence.scan({ prefix: 'auth/', limit: 10 })).toEqual([]);
  });

  it('forgets here even if monday fails, which is tried again without a token in the queue', async () => {
    const revoke = jest.fn(() => Promise.reject(new MondayOAuthError('unavailable')));
    const { sut, queue, revocations } = connectionsOn(persistence, ring, { revoke });
    const tokens = tokensFor(3600);
    await sut.save(IDENTITY, tokens);
    await sut.forget(OWNER);
    expect(await sut.find(OWNER)).toBeUndefined();
    const [[type, payload]] = queue.publish.mock.calls as unknown as [[string, { id: string }]];
    expect([type, Object.keys(payload)]).toEqual(['auth.revocation_due', ['id']]);
    const [left] = await persistence.scan({ prefix: 'auth/revocation/', limit: 10 });
    expect(left!.value).not.toContain(tokens.accessToken);

    revoke.mockImplementation(() => Promise.resolve() as never);
    await revocations.retry(payload, {} as never);
    await revocations.retry(payload, {} as never);
    expect(await persistence.scan({ prefix: 'auth/', limit: 10 })).toEqual([]);
  });

  it('publishes unfinished work of a crash again at startup', async () => {
    const revoke = jest.fn(() => Promise.reject(new MondayOAuthError('unavailable')));
    const { sut } = connectionsOn(persistence, ring, { revoke });
    await sut.save(IDENTITY, tokensFor(3600));
    await sut.forget(OWNER);
    const next = connectionsOn(other, ring, { revoke });
    await next.revocations.onApplicationBootstrap();
    expect(next.queue.publish).toHaveBeenCalledTimes(1);
  });

  it('wins over a refresh that is under way, whose new tokens are revoked', async () => {
    let answer: (tokens: TokenSet) => void = () => undefined;
    let begin: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const refresh = (): Promise<TokenSet> => {
      begin();
      return new Promise((resolve) => (answer = resolve));
    };
    const revoke = jest.fn(() => Promise.resolve());
    const { sut } = connectionsOn(persistence, ring, { refresh, revoke });
    await sut.save(IDENTITY, tokensFor(-60));
    const refreshing = asOwner(() => sut.accessToken()).catch((error: unknown) => error);
    await begun;
    await sut.forget(OWNER);
    const late = tokensFor(3600);
    answer(late);
    expect(await refreshing).toBeInstanceOf(ConnectionRequiredError);
    expect(revoke).toHaveBeenCalledWith(late.accessToken, 'access_token');
    expect(await persistence.scan({ prefix: 'auth/', limit: 10 })).toEqual([]);
  });
});

describe('forgetAccount', () => {
  it('ends every connection of the account, and none of another account', async () => {
    const { sut, consents } = connectionsOn(persistence, ring, {});
    await sut.save(IDENTITY, tokensFor(3600));
    await sut.save({ ...IDENTITY, id: '12' }, tokensFor(3600));
    const neighbour = { ...IDENTITY, account: { ...IDENTITY.account, id: '222' } };
    await sut.save(neighbour, tokensFor(3600));
    await consents.get(OWNER);
    await sut.forgetAccount('22');
    expect(consents.peek(OWNER)).toBeUndefined();
    expect((await consents.get(OWNER)).id).toBeUndefined();
    expect((await consents.get({ accountId: '222', userId: '11' })).id).toBeDefined();
    expect(await persistence.scan({ prefix: 'auth/connection/22/', limit: 10 })).toEqual([]);
  });

  it('also works if the store cannot list its keys, and a new login starts again', async () => {
    const { sut, store } = connectionsOn(persistence, ring, {});
    const before = await sut.save(IDENTITY, tokensFor(3600));
    const kept = await persistence.get('auth/connection/22/11');
    await sut.forgetAccount('22');
    await persistence.upsert('auth/connection/22/11', kept!.value);
    expect(await sut.find(OWNER)).toBeUndefined();
    expect((await store.findHead(OWNER))?.head.grantId).toBe(before.grantId);
    const after = await sut.save(IDENTITY, tokensFor(3600));
    expect(after.grantId).not.toBe(before.grantId);
  });
});

describe('the grants in memory', () => {
  it('are read again after four seconds, so that another instance obeys within five', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate', 'setTimeout'] });
    try {
      const here = connectionsOn(persistence, ring, { revoke: () => Promise.resolve() });
      const there = connectionsOn(other, ring, {});
      const { grantId } = await here.sut.save(IDENTITY, tokensFor(3600));
      expect((await there.consents.get(OWNER)).id).toBe(grantId);
      await here.sut.forget(OWNER);
      expect((await here.consents.get(OWNER)).id).toBeUndefined();
      expect(there.consents.peek(OWNER)?.id).toBe(grantId);
      jest.advanceTimersByTime(4_000);
      expect(there.consents.peek(OWNER)).toBeUndefined();
      expect((await there.consents.get(OWNER)).id).toBeUndefined();
    } finally {
      jest.useRealTimers();
    }
  });

  it('are read again where they refuse, since the user may have logged in on another instance', async () => {
    const here = connectionsOn(persistence, ring, { revoke: () => Promise.resolve() });
    const there = connectionsOn(other, ring, {});
    await here.sut.save(IDENTITY, tokensFor(3600));
    await there.consents.get(OWNER);
    await here.sut.forget(OWNER);
    const { grantId } = await here.sut.save(IDENTITY, tokensFor(3600));
    expect(there.consents.peek(OWNER)?.id).not.toBe(grantId);
    expect((await there.consents.renew(OWNER)).id).toBe(grantId);
    expect(there.consents.peek(OWNER)?.id).toBe(grantId);
  });

  it('share one read, and do not keep an answer that a change overtook', async () => {
    const { sut, consents, store } = connectionsOn(persistence, ring, { revoke: () => Promise.resolve() });
    await sut.save(IDENTITY, tokensFor(3600));
    const read = jest.spyOn(store, 'findHead');
    await Promise.all([consents.get(OWNER), consents.get(OWNER), consents.get(OWNER)]);
    expect(read).toHaveBeenCalledTimes(1);
    consents.forget(OWNER);
    const reading = consents.get(OWNER);
    consents.forget(OWNER);
    await reading;
    expect(consents.peek(OWNER)).toBeUndefined();
  });
});
