import { FakeClock } from 'monday-persistence/testing';
import { type Draining } from '../http/index.js';
import { type DecoratedMethods } from '../discovery/index.js';
import { type AppLogger } from '../logging/index.js';
import { type Persistence } from '../persistence/index.js';
import { type QueueOperations } from '../queue/index.js';
import { HealthService } from './health.service.js';

function newService({ isDraining = false } = {}) {
  const mocks = {
    persistence: { ping: jest.fn(() => Promise.resolve()) },
    queue: {
      isSupported: true,
      stats: jest.fn(() => Promise.resolve({ ready: 1, delayed: 2, running: 3, paused: false })),
      check: jest.fn(() => Promise.resolve()),
    },
    logger: { warn: jest.fn() },
  };
  const sut = new HealthService(
    mocks.persistence as unknown as Persistence,
    mocks.queue as unknown as QueueOperations,
    { isDraining } as Draining,
    mocks.logger as unknown as AppLogger,
    { find: () => [] } as unknown as DecoratedMethods,
    new FakeClock(),
  );
  return { sut, mocks };
}

it('is ok where every dependency answers, and shows no counts of the queue', async () => {
  expect(await newService().sut.report()).toEqual({
    status: 'ok',
    checks: { persistence: { status: 'up' }, queue: { status: 'up' } },
  });
});

it('names the dependency that is down, and says why only to the log', async () => {
  const { sut, mocks } = newService();
  mocks.persistence.ping.mockRejectedValue(new Error('disk on fire'));
  const report = await sut.report();
  expect(report).toEqual({
    status: 'unavailable',
    checks: { persistence: { status: 'down' }, queue: { status: 'up' } },
  });
  expect(mocks.logger.warn).toHaveBeenCalledWith(
    expect.objectContaining({ dependency: 'persistence' }),
    expect.any(String),
    'Health',
  );
});

it('does not wait for a dependency that hangs', async () => {
  jest.useFakeTimers();
  try {
    const { sut, mocks } = newService();
    mocks.queue.stats.mockReturnValue(new Promise(() => undefined));
    const report = sut.report();
    await jest.advanceTimersByTimeAsync(2_000);
    expect((await report).checks.queue).toEqual({ status: 'down' });
  } finally {
    jest.useRealTimers();
  }
});

it('asks a dependency that hangs once at a time', async () => {
  jest.useFakeTimers();
  try {
    const { sut, mocks } = newService();
    mocks.persistence.ping.mockReturnValue(new Promise(() => undefined));
    const reports = Promise.all([sut.report(), sut.report()]);
    await jest.advanceTimersByTimeAsync(2_000);
    expect((await reports).map(({ checks }) => checks.persistence)).toEqual([
      { status: 'down' },
      { status: 'down' },
    ]);
    expect(mocks.persistence.ping).toHaveBeenCalledTimes(1);
  } finally {
    jest.useRealTimers();
  }
});

it('does not call a queue up whose worker takes nothing, though it can be counted', async () => {
  const { sut, mocks } = newService();
  mocks.queue.check.mockRejectedValue(new Error('takes nothing'));
  expect((await sut.report()).checks.queue).toEqual({ status: 'down' });
});

it('is stopping while the app drains, whatever the dependencies say', async () => {
  expect((await newService({ isDraining: true }).sut.report()).status).toBe('stopping');
});

it('asks the queue once, however many ask at a time', async () => {
  const { sut, mocks } = newService();
  await Promise.all([sut.report(), sut.report()]);
  await sut.report();
  expect(mocks.queue.stats).toHaveBeenCalledTimes(1);
});

it('does not blame a queue that cannot be asked', async () => {
  const { sut, mocks } = newService();
  mocks.queue.isSupported = false;
  expect((await sut.report()).checks.queue).toEqual({ status: 'up' });
  expect(mocks.queue.stats).not.toHaveBeenCalled();
});
