import { Logger } from '@nestjs/common';
import type { AppConfig } from '../../config/index.js';
import { PersistenceConflictError, type Persistence } from '../../persistence/index.js';
import { RefreshTokenInvalidError, RefreshTokenReusedError } from '../auth.errors.js';
import type { Grants } from '../connections/grants.js';
import { RefreshTokens } from './refresh-tokens.js';

const SUBJECT = { userId: '11', accountId: '22', role: 'member', grantId: 'grant' } as const;

/** A store of one process, enough for single records. */
function setup() {
  const records = new Map<string, { value: string; version: string; ttlSeconds?: number }>();
  let versions = 0;
  const persistence = {
    get: (key: string) => Promise.resolve(records.get(key) && { key, ...records.get(key) }),
    put: (key: string, value: string, options: { expected?: string | null; ttlSeconds?: number } = {}) => {
      const current = records.get(key)?.version ?? null;
      if (options.expected !== undefined && options.expected !== current) {
        return Promise.reject(new PersistenceConflictError(key, current));
      }
      records.set(key, { value, version: String(++versions), ttlSeconds: options.ttlSeconds });
      return Promise.resolve({ version: String(versions), created: current === null });
    },
    delete: (key: string) => Promise.resolve(records.delete(key)),
  } as unknown as Persistence;
  const grant = { id: 'grant' as string | undefined };
  const grants = { load: () => Promise.resolve(grant) } as unknown as Grants;
  const config = { jwt: { refreshTtlSeconds: 2_592_000 } } as AppConfig;
  const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation();
  return { sut: new RefreshTokens(persistence, grants, config), records, grant, warn };
}

afterEach(() => jest.restoreAllMocks());

describe('RefreshTokens', () => {
  it('stores a hash for 30 days, and nothing of the token itself', async () => {
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

  it('logs who was affected when a token comes twice, and no token', async () => {
    const { sut, records, warn } = setup();
    const { token } = await sut.issue(SUBJECT);
    await sut.rotate(token);
    await expect(sut.rotate(token)).rejects.toBeInstanceOf(RefreshTokenReusedError);
    expect(records.size).toBe(0);
    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn.mock.calls[0]![0]).toEqual({ event: 'auth.refresh_reused', accountId: '22', userId: '11' });
  });

  it('lets one of two rotations at once win, and then ends the family', async () => {
    const { sut, records } = setup();
    const { token } = await sut.issue(SUBJECT);
    const results = await Promise.allSettled([sut.rotate(token), sut.rotate(token)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(records.size).toBe(0);
  });

  it.each([undefined, 'a newer grant'])('refuses where the grant is now %s', async (id) => {
    const { sut, records, grant, warn } = setup();
    const { token } = await sut.issue(SUBJECT);
    grant.id = id;
    await expect(sut.rotate(token)).rejects.toBeInstanceOf(RefreshTokenInvalidError);
    expect(records.size).toBe(0);
    expect(warn).not.toHaveBeenCalled();
  });
});
