import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SQLITE_SETTINGS, SqlitePersistence } from 'monday-persistence/sqlite';
import { FakeClock } from 'monday-persistence/testing';
import { holdsUnasked, isFresh } from './known-subscription.js';
import { SubscriptionStore } from './subscription.store.js';

const PRO = { planId: 'pro', isTrial: false };
const BASIC = { planId: 'basic', isTrial: false };
const MINUTE = 60_000;

describe('SubscriptionStore', () => {
  let clock: FakeClock;
  let folder: string;
  let persistence: SqlitePersistence;
  let sut: SubscriptionStore;
  let now: number;

  beforeEach(async () => {
    clock = new FakeClock();
    now = clock.now();
    folder = await mkdtemp(join(tmpdir(), 'subscriptions-'));
    persistence = new SqlitePersistence({ ...SQLITE_SETTINGS, path: join(folder, 'app.db'), clock });
    await persistence.open();
    sut = new SubscriptionStore(persistence, clock);
  });
  afterEach(async () => {
    await persistence.close();
    await rm(folder, { recursive: true });
  });

  /** As another instance reads it. */
  const stored = () => new SubscriptionStore(persistence, clock).find('1');

  it('keeps the newest token', async () => {
    await sut.learn('1', { at: now, subscription: PRO });
    await sut.learn('1', { at: now - MINUTE, subscription: BASIC });
    expect([await sut.find('1'), await stored()]).toEqual([
      { at: now, subscription: PRO },
      { at: now, subscription: PRO },
    ]);
  });

  it('writes what a token repeats only when that is no longer fresh', async () => {
    const update = jest.spyOn(persistence, 'update');
    await sut.learn('1', { at: now, subscription: PRO });
    await sut.learn('1', { at: now + 1_000, subscription: PRO });
    expect(update).toHaveBeenCalledTimes(1);
    clock.advance(16 * MINUTE);
    await sut.learn('1', { at: now + 16 * MINUTE, subscription: PRO });
    expect(await stored()).toEqual({ at: now + 16 * MINUTE, subscription: PRO });
  });

  it('stays stale if an event arrives while monday answers', async () => {
    await sut.learn('1', { at: now, subscription: BASIC });
    await sut.markStale('1', now);
    await sut.answered('1', { at: now, subscription: PRO });
    expect(await sut.find('1')).toEqual({ at: now, subscription: PRO, isStale: true });
    await sut.answered('1', { at: now + 1_000, subscription: BASIC });
    expect(await sut.find('1')).toEqual({ at: now + 1_000, subscription: BASIC });
  });

  it('stores nothing for an event of an account that is not known', async () => {
    await sut.markStale('1', now);
    expect(await stored()).toBeUndefined();
  });

  it('learns within five seconds what another instance knows', async () => {
    await sut.learn('1', { at: now, subscription: PRO });
    await new SubscriptionStore(persistence, clock).markStale('1', now);
    expect((await sut.find('1'))?.isStale).toBeUndefined();
    clock.advance(5_000);
    expect((await sut.find('1'))?.isStale).toBe(true);
  });

  it('forgets an account with its data', async () => {
    await sut.learn('1', { at: now, subscription: PRO });
    await sut.learn('12', { at: now, subscription: PRO });
    expect(await sut.purgeAccount('1')).toBe(1);
    const later = new SubscriptionStore(persistence, clock);
    expect([await sut.find('1'), await later.find('1')]).toEqual([undefined, undefined]);
    expect((await later.find('12'))?.subscription).toEqual(PRO);
  });
});

describe('isFresh', () => {
  const at = Date.parse('2026-11-01T00:00:00Z');
  it.each([
    ['at once', { at }, 0, true],
    ['after 15 minutes', { at }, 15 * MINUTE, false],
    ['after an event', { at, isStale: true as const }, 0, false],
    [
      'when the renewal is due',
      { at, subscription: { ...PRO, renewalDate: '2026-11-01T00:01:00Z' } },
      MINUTE,
      false,
    ],
    [
      'when monday knew that it was due',
      { at, subscription: { ...PRO, renewalDate: '2026-10-31T00:00:00Z' } },
      MINUTE,
      true,
    ],
  ])('%s', (_when, known, age, fresh) => {
    expect(isFresh(known, at + age)).toBe(fresh);
  });
});

describe('holdsUnasked', () => {
  const at = Date.parse('2026-11-01T00:00:00Z');
  const DAY = 24 * 60 * MINUTE;
  const renewedAt = (renewalDate: string) => ({ at, subscription: { ...PRO, renewalDate } });
  it.each([
    ['a plan before its renewal', renewedAt('2026-11-20T00:00:00Z'), 19 * DAY - 1, true],
    ['a plan at its renewal', renewedAt('2026-11-20T00:00:00Z'), 19 * DAY, false],
    ['a plan after an event', { ...renewedAt('2026-11-20T00:00:00Z'), isStale: true as const }, 0, false],
    [
      'a plan whose renewal monday knew to be due, on that day',
      renewedAt('2026-10-31T00:00:00Z'),
      DAY - 1,
      true,
    ],
    ['a plan whose renewal monday knew to be due, later', renewedAt('2026-10-31T00:00:00Z'), DAY, false],
    ['a plan without a renewal, later', { at, subscription: PRO }, DAY, false],
    ['that there is no plan, on that day', { at }, DAY - 1, true],
    ['that there is no plan, later', { at }, DAY, false],
  ])('%s', (_what, known, age, holds) => {
    expect(holdsUnasked(known, at + age)).toBe(holds);
  });
});
