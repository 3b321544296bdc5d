import { runAs } from '../../../src/caller/index.js';
import {
  type CounterPeriod,
  type IncrementOptions,
  type StorageCapabilities,
} from '../../../src/storage/index.js';
import { ALICE, asAlice, needs, type StorageUnderTest } from './storage.suite.js';

const INCREMENTS = 1000;
/** No more than a server lets wait for their connection, on a busy machine. */
const AT_ONCE = 250;
const DAY_SECONDS = 24 * 60 * 60;

export function counterCases(store: () => StorageUnderTest, { counterRange }: StorageCapabilities): void {
  it(
    'increments by one or by more',
    asAlice(async () => {
      const { sut } = store();
      expect(await sut.incrementCounter({ period: 'DAILY' })).toBe(1);
      expect(await sut.incrementCounter({ period: 'DAILY', incrementBy: 41 })).toBe(42);
    }),
  );

  it(
    'counts each period and kind separately, and not in rows',
    asAlice(async () => {
      const { sut } = store();
      const counters: IncrementOptions[] = [
        { period: 'DAILY' },
        { period: 'MONTHLY' },
        { period: 'YEARLY' },
        { period: 'DAILY', kind: 'mail' },
        { period: 'DAILY', kind: 'Mail' },
        { period: 'DAILY', kind: 'a/b' },
      ];
      for (const counter of counters) expect(await sut.incrementCounter(counter)).toBe(1);
      expect((await sut.search()).records).toEqual([]);
    }),
  );

  it.each<[CounterPeriod, number]>([
    ['DAILY', DAY_SECONDS],
    ['MONTHLY', 31 * DAY_SECONDS],
    ['YEARLY', 366 * DAY_SECONDS],
  ])('restarts in the next %s period', (period, seconds) =>
    runAs(ALICE, async () => {
      const { sut, fixture } = store();
      await sut.incrementCounter({ period, incrementBy: 5 });
      fixture.advance(seconds);
      expect(await sut.incrementCounter({ period })).toBe(1);
    }),
  );

  it(
    'restarts at midnight UTC',
    asAlice(async () => {
      const { sut, fixture } = store();
      const untilMidnight = DAY_SECONDS - Math.floor((fixture.now() / 1000) % DAY_SECONDS);
      fixture.advance(untilMidnight - 2);
      expect(await sut.incrementCounter({ period: 'DAILY' })).toBe(1);
      expect(await sut.incrementCounter({ period: 'DAILY' })).toBe(2);
      fixture.advance(2);
      expect(await sut.incrementCounter({ period: 'DAILY' })).toBe(1);
    }),
  );

  it(
    'restarts at the hour of the renewal date if there is one',
    asAlice(async () => {
      const { sut, fixture } = store();
      const renewalDate = new Date(fixture.now() - 10 * DAY_SECONDS * 1000 + 3_600_000);
      expect(await sut.incrementCounter({ period: 'DAILY', renewalDate })).toBe(1);
      expect(await sut.incrementCounter({ period: 'DAILY', renewalDate })).toBe(2);
      fixture.advance(3_600);
      expect(await sut.incrementCounter({ period: 'DAILY', renewalDate })).toBe(1);
    }),
  );

  it(
    'counts renewal dates within the same hour in one window',
    asAlice(async () => {
      const { sut, fixture } = store();
      const hour = fixture.now() - (fixture.now() % 3_600_000);
      for (const [milliseconds, expected] of [
        [60_000, 5],
        [60_003, 10],
      ] as const) {
        const renewalDate = new Date(hour + milliseconds);
        expect(await sut.incrementCounter({ period: 'DAILY', incrementBy: 5, renewalDate })).toBe(expected);
      }
    }),
  );

  it(
    `sums ${INCREMENTS} concurrent increments of two instances exactly`,
    asAlice(async () => {
      const { sut, another } = store();
      const other = await another();
      const add = (_: unknown, index: number): Promise<number> =>
        (index % 2 === 0 ? sut : other).incrementCounter({ period: 'MONTHLY', kind: 'race' });
      const sums: number[] = [];
      while (sums.length < INCREMENTS) {
        sums.push(...(await Promise.all(Array.from({ length: AT_ONCE }, add))));
      }
      expect(sums.sort((a, b) => a - b)).toEqual(Array.from({ length: INCREMENTS }, (_, index) => index + 1));
    }),
  );

  needs(counterRange, 'a checked range')(
    'does not count beyond the safe integers',
    asAlice(async () => {
      const { sut } = store();
      await sut.incrementCounter({ period: 'DAILY', incrementBy: Number.MAX_SAFE_INTEGER });
      await expect(sut.incrementCounter({ period: 'DAILY' })).rejects.toMatchObject({
        code: 'storage.counter_out_of_range',
      });
      expect(await sut.incrementCounter({ period: 'DAILY', incrementBy: -1 })).toBe(
        Number.MAX_SAFE_INTEGER - 1,
      );
    }),
  );

  it.each([
    ['period', { period: 'WEEKLY' }],
    ['period', {}],
    ['incrementBy', { period: 'DAILY', incrementBy: 1.5 }],
    ['incrementBy', { period: 'DAILY', incrementBy: '1' }],
    ['incrementBy', { period: 'DAILY', incrementBy: 2 ** 53 }],
    ['kind', { period: 'DAILY', kind: '' }],
    ['kind', { period: 'DAILY', kind: 'a\u0000' }],
    ['renewalDate', { period: 'DAILY', renewalDate: new Date(NaN) }],
    ['renewalDate', { period: 'DAILY', renewalDate: '2026-01-01' }],
  ])('refuses a wrong %s', (field, options) =>
    runAs(ALICE, async () => {
      const increment = store().sut.incrementCounter(options as IncrementOptions);
      await expect(increment).rejects.toMatchObject({ status: 400, problems: [{ field }] });
    }),
  );
}
