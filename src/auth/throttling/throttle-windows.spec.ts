import { FakeClock } from 'monday-persistence/testing';
import { Logger } from '@nestjs/common';
import { type IncrementOperation, type Persistence } from '../../persistence/index.js';
import { createThrottlerStorage } from './create-throttler-storage.js';
import { SharedThrottleWindows } from './shared-throttle-windows.js';
import { ThrottleWindows } from './throttle-windows.js';

const MINUTE = 60_000;
const MAX_CLIENTS = 50_000;
const START = Date.UTC(2026, 0, 1, 12, 0, 15);

let clock: FakeClock;
beforeEach(() => {
  clock = new FakeClock(START);
});
afterEach(() => jest.restoreAllMocks());

describe('ThrottleWindows', () => {
  it('admits requests up to the limit, and returns the wait for the others', async () => {
    const sut = new ThrottleWindows(MAX_CLIENTS, clock);
    for (let hit = 1; hit <= 3; hit++) {
      expect(await sut.increment('a', MINUTE, 3)).toMatchObject({ totalHits: hit, isBlocked: false });
    }
    expect(await sut.increment('a', MINUTE, 3)).toEqual({
      totalHits: 4,
      timeToExpire: 45,
      isBlocked: true,
      timeToBlockExpire: 45,
    });
    expect(await sut.increment('b', MINUTE, 3)).toMatchObject({ isBlocked: false });
  });

  it('resets all counters at the end of the window, also for rejected clients', async () => {
    const sut = new ThrottleWindows(MAX_CLIENTS, clock);
    for (let hit = 0; hit < 100; hit++) await sut.increment('a', MINUTE, 3);
    await sut.increment('b', MINUTE, 3);
    clock.advance(45_000);
    expect(await sut.increment('a', MINUTE, 3)).toMatchObject({ totalHits: 1, isBlocked: false });
    expect(sut.size).toBe(1);
  });

  it('remembers no more clients than it may, however many there are', async () => {
    const sut = new ThrottleWindows(100, clock);
    for (let client = 0; client < 10_000; client++) await sut.increment(`client-${client}`, MINUTE, 3);
    expect(sut.size).toBe(100);
  });
});

describe('a network of many clients', () => {
  it('does not make the counts of others forgotten, and may send ten times the limit', async () => {
    const sut = new ThrottleWindows(100, clock);
    for (let hit = 0; hit < 4; hit++) await sut.increment('victim', MINUTE, 3);
    let admitted = 0;
    for (let client = 0; client < 10_000; client++) {
      const { isBlocked } = await sut.increment(`network|client-${client}`, MINUTE, 3);
      if (!isBlocked) admitted += 1;
    }
    expect(admitted).toBe(30);
    expect(sut.size).toBe(32);
    expect(await sut.increment('victim', MINUTE, 3)).toMatchObject({ isBlocked: true });
    expect(await sut.increment('other|client', MINUTE, 3)).toMatchObject({ isBlocked: false });
  });

  it('is not blocked by one client that sends too much', async () => {
    const sut = new ThrottleWindows(100, clock);
    for (let hit = 0; hit < 1_000; hit++) await sut.increment('network|a', MINUTE, 3);
    expect(await sut.increment('network|a', MINUTE, 3)).toMatchObject({ isBlocked: true });
    expect(await sut.increment('network|b', MINUTE, 3)).toMatchObject({ isBlocked: false });
  });
});

describe('SharedThrottleWindows', () => {
  /** Two instances on one store, which tell each other only when the test says so. */
  function setup() {
    const records = new Map<string, number>();
    const batches: (readonly IncrementOperation[])[] = [];
    const store = { isDown: false };
    const persistence = {
      batch: (operations: readonly IncrementOperation[]) => {
        if (store.isDown) return Promise.reject(new Error('the store is down'));
        batches.push(operations);
        return Promise.resolve(
          operations.map(({ key, by }) => {
            records.set(key, (records.get(key) ?? 0) + by);
            return { type: 'increment', value: records.get(key) };
          }),
        );
      },
    } as unknown as Persistence;
    const instance = (capacity = MAX_CLIENTS) =>
      new SharedThrottleWindows(persistence, 1_000_000, capacity, clock);
    return { one: instance(), two: instance(), small: instance(100), records, batches, store };
  }

  it('holds one limit over two instances', async () => {
    const { one, two } = setup();
    for (let hit = 0; hit < 3; hit++) await one.increment('a', MINUTE, 3);
    await one.flush();
    expect(await two.increment('a', MINUTE, 3)).toMatchObject({ isBlocked: false });
    await two.flush();
    expect(await two.increment('a', MINUTE, 3)).toMatchObject({ totalHits: 4, isBlocked: true });
  });

  it('shares the count of a client that nears its limit, while many others send one request each', async () => {
    const { one, two, batches } = setup();
    for (let client = 0; client < 2_000; client++) await one.increment(`flood-${client}`, MINUTE, 3);
    for (let hit = 0; hit < 3; hit++) await one.increment('a', MINUTE, 3);
    await one.flush();
    await two.increment('a', MINUTE, 3);
    await two.flush();
    expect(await two.increment('a', MINUTE, 3)).toMatchObject({ isBlocked: true });
    for (let time = 0; time < 5; time++) await one.flush();
    expect(batches.flat()).toHaveLength(2_000 + 1 + 1);
  });

  it('keeps the counts of no more clients than it may for the store, however many there are', async () => {
    const { small, batches } = setup();
    for (let client = 0; client < 2_000; client++) await small.increment(`flood-${client}`, MINUTE, 3);
    for (let time = 0; time < 5; time++) await small.flush();
    expect(batches.flat()).toHaveLength(100);
  });

  it('writes once for many requests, and records that expire', async () => {
    const { one, batches } = setup();
    for (let hit = 0; hit < 50; hit++) await one.increment('a', MINUTE, 100);
    await one.increment('b', MINUTE, 100);
    await one.flush();
    await one.flush();
    expect(batches).toHaveLength(1);
    expect(batches[0]).toMatchObject([
      { type: 'increment', by: 50, ttlSeconds: 120 },
      { type: 'increment', by: 1, ttlSeconds: 120 },
    ]);
  });

  it('stops writing about a client that is refused anyway', async () => {
    const { one, records } = setup();
    for (let hit = 0; hit < 1_000; hit++) await one.increment('a', MINUTE, 3);
    await one.flush();
    expect([...records.values()]).toEqual([4]);
  });

  it('does not carry a count over into the next window', async () => {
    const { one, two } = setup();
    for (let hit = 0; hit < 4; hit++) await one.increment('a', MINUTE, 3);
    await one.flush();
    clock.advance(MINUTE);
    await two.increment('a', MINUTE, 3);
    await two.flush();
    expect(await two.increment('a', MINUTE, 3)).toMatchObject({ totalHits: 2, isBlocked: false });
  });

  it('counts locally if the store fails, and writes all counts after recovery', async () => {
    const { one, two, store } = setup();
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation();
    store.isDown = true;
    for (let hit = 0; hit < 3; hit++) await one.increment('a', MINUTE, 3);
    await one.flush();
    expect(warn).toHaveBeenCalledTimes(1);
    store.isDown = false;
    expect(await one.increment('a', MINUTE, 3)).toMatchObject({ isBlocked: true });
    await one.flush();
    await two.increment('a', MINUTE, 3);
    await two.flush();
    expect(await two.increment('a', MINUTE, 3)).toMatchObject({ isBlocked: true });
  });

  it('shares its counts with other instances soon after a request', async () => {
    const { one, batches } = setup();
    await one.increment('a', MINUTE, 3);
    clock.advance(1_000_000);
    await one.onApplicationShutdown();
    expect(batches).toHaveLength(1);
    await one.increment('a', MINUTE, 3);
    await one.onApplicationShutdown();
    clock.advance(1_000_000);
    await one.onApplicationShutdown();
    expect(batches).toHaveLength(1);
  });
});

it.each([
  ['a server that can count', { severalMachines: true, sharedCompareAndSet: true }, SharedThrottleWindows],
  ['a file', { severalMachines: false, sharedCompareAndSet: true }, ThrottleWindows],
  ['a vault', { severalMachines: true, sharedCompareAndSet: false }, ThrottleWindows],
] as const)('counts on %s in the way that fits it', (_name, capabilities, kind) => {
  const sut = createThrottlerStorage({ capabilities } as Persistence, clock);
  expect(Object.getPrototypeOf(sut)).toBe(kind.prototype);
});
