import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { SQLITE_SETTINGS, SqlitePersistence } from 'monday-persistence/sqlite';
import { deferred } from '../../test/framework/support/deliveries.js';
import { ManualClock } from '../../test/framework/support/manual-clock.js';
import {
  queueParts,
  testKeyRing,
  TextPayload,
  type QueueParts,
} from '../../test/framework/support/queue-parts.js';
import { requireCaller, type CallerContext } from '../caller/index.js';
import { BaseError, MondayCodeAPIError } from '../errors/index.js';
import { Cancellation } from './cancellation.js';
import { encryptEnvelope } from './envelope.js';
import { type Delivery } from './queue.driver.js';
import {
  QueueLeaseLostError,
  QueuePermanentError,
  QueuePostponedError,
  QueueStoppingError,
} from './queue.errors.js';

const ENVELOPE = {
  id: 'm1',
  type: 'note',
  accountId: '7',
  userId: '8',
  payload: '{"text":"hello"}',
  publishedAt: 1,
};

/** An error of an app whose third party did not say in seconds when to retry. */
class BusyError extends BaseError {
  constructor(retryAfterSeconds: number) {
    super({ code: 'third-party.busy', status: 503, message: 'Busy.', retryAfterSeconds });
  }
}

describe('QueueRunner', () => {
  let folder: string;
  let persistence: SqlitePersistence;
  let clock: ManualClock;
  let parts: QueueParts;
  let logged: unknown[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'runner-'));
    persistence = new SqlitePersistence({
      ...SQLITE_SETTINGS,
      path: join(folder, 'app.db'),
      clock: SYSTEM_CLOCK,
    });
    await persistence.open();
    clock = new ManualClock();
    parts = queueParts(persistence, clock);
    logged = [];
    for (const level of ['warn', 'error'] as const) {
      jest.spyOn(Logger.prototype, level).mockImplementation((...line: unknown[]) => void logged.push(line));
    }
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await persistence.close();
    await rm(folder, { recursive: true, force: true });
  });

  const deliver = (over: Partial<Delivery> & { envelope?: object } = {}): Delivery => ({
    id: 'm1',
    body: encryptEnvelope({ ...ENVELOPE, ...over.envelope }, parts.keyRing),
    attempt: 1,
    cancellation: new Cancellation(),
    ...over,
  });

  it('passes the payload to the handler, in the context of the caller who published it', async () => {
    let seen: unknown;
    let caller: CallerContext | undefined;
    parts.registry.on('note', TextPayload, (payload, context) => {
      caller = requireCaller();
      seen = { payload, ...context };
    });
    expect(await parts.runner.run(deliver({ attempt: 3 }))).toEqual({ type: 'done' });
    expect(seen).toMatchObject({
      payload: { text: 'hello' },
      attempt: 3,
      messageId: 'm1',
      isLastAttempt: false,
    });
    expect((seen as { payload: unknown }).payload).toBeInstanceOf(TextPayload);
    expect(caller).toEqual({ accountId: '7', userId: '8', kind: 'job' });
  });

  it('postpones a message that monday rate-limited, without counting the attempt', async () => {
    parts.registry.on('note', TextPayload, () => {
      throw new MondayCodeAPIError({ api: 'graphql', failure: 'rate_limited', retryAfterSeconds: 30 });
    });
    const result = await parts.runner.run(deliver({ attempt: 10, envelope: { publishedAt: clock.now() } }));
    expect(result.type).toBe('return');
    const { delayMs } = result as { delayMs: number };
    expect(delayMs).toBeGreaterThanOrEqual(30_000);
    expect(delayMs).toBeLessThanOrEqual(33_000);
  });

  it('increases the delay with each retry', async () => {
    parts.registry.on('note', TextPayload, () => Promise.reject(new Error('secret text')));
    for (const [attempt, least] of [
      [1, 500],
      [2, 1_000],
      [5, 8_000],
    ] as const) {
      const result = await parts.runner.run(deliver({ attempt }));
      expect(result).toEqual({ type: 'retry', delayMs: expect.any(Number) as number });
      const { delayMs } = result as { delayMs: number };
      expect(delayMs).toBeGreaterThanOrEqual(least);
      expect(delayMs).toBeLessThanOrEqual(2 * least);
    }
  });

  it('waits at least as long as the error requires', async () => {
    const error = new MondayCodeAPIError({ api: 'graphql', failure: 'rate_limited', retryAfterSeconds: 40 });
    parts.registry.on('note', TextPayload, () => Promise.reject(error));
    const result = await parts.runner.run(deliver());
    expect((result as { delayMs: number }).delayMs).toBeGreaterThanOrEqual(40_000);
  });

  it.each([NaN, Infinity])('waits as usual if an error of the app requires %d seconds', async (seconds) => {
    parts.registry.on('note', TextPayload, () => Promise.reject(new BusyError(seconds)));
    const result = await parts.runner.run(deliver());
    expect((result as { delayMs: number }).delayMs).toBeLessThanOrEqual(1_000);
  });

  it('keeps a dead letter after ten attempts, with the code but not the text of the error', async () => {
    parts.registry.on('note', TextPayload, (_payload, { isLastAttempt }) => {
      expect(isLastAttempt).toBe(true);
      throw Object.assign(new Error('the password is hunter2'), { code: 'ECONNREFUSED' });
    });
    expect(await parts.runner.run(deliver({ attempt: 10 }))).toMatchObject({ type: 'dead' });
    const [letter] = await parts.deadLetters.list(10);
    expect(letter).toMatchObject({
      id: 'm1',
      type: 'note',
      accountId: '7',
      attempts: 10,
      cause: 'ECONNREFUSED',
    });
    expect(JSON.stringify(letter)).not.toMatch(/hunter2|hello/);
  });

  it("follows the handler's own retry policy, by attempts and by age, regardless of the driver's", async () => {
    const retry = { maxAttempts: 20, firstDelayMs: 10, maxDelayMs: 10, minAgeMs: 60_000 };
    const lastOnes: boolean[] = [];
    const fail: Parameters<typeof parts.registry.on>[2] = (_payload, { isLastAttempt }) => {
      lastOnes.push(isLastAttempt);
      throw new Error('no');
    };
    parts.registry.on('note', TextPayload, fail, 300, retry);
    const envelope = { publishedAt: clock.now() };
    const run = (attempt: number) => parts.runner.run(deliver({ attempt, envelope }), 9);
    expect(await run(500)).toMatchObject({ type: 'retry' });
    clock.advance(60_000);
    const result = await run(19);
    expect(result).toMatchObject({ type: 'retry' });
    expect((result as { delayMs: number }).delayMs).toBeLessThanOrEqual(10);
    expect(await run(20)).toMatchObject({ type: 'dead' });
    expect(lastOnes).toEqual([false, false, true]);
  });

  it.each([
    ['of an unknown type', { envelope: { type: 'nobody' } }, 'queue.type_unknown'],
    ['with a payload its DTO refuses', { envelope: { payload: '{"text":5}' } }, 'queue.message_invalid'],
    ['with a payload that is a list', { envelope: { payload: '[{"text":"a"}]' } }, 'queue.message_invalid'],
    ['with a hostile payload', { envelope: { payload: '{"constructor":1}' } }, 'queue.message_invalid'],
    ['that is no JSON', { body: 'hello' }, 'queue.message_invalid'],
    ['that is empty', { body: '' }, 'queue.message_invalid'],
  ])('does not retry a message %s', async (_name, over, cause) => {
    parts.registry.on('note', TextPayload, () => undefined);
    expect(await parts.runner.run(deliver(over))).toMatchObject({ type: 'dead', error: { code: cause } });
    expect(await parts.deadLetters.list(10)).toMatchObject([{ id: 'm1', cause }]);
  });

  it.each(['accountId', 'userId', 'type', 'id'])(
    'does not retry a message whose %s was changed',
    async (field) => {
      parts.registry.on('note', TextPayload, () => undefined).on('other', TextPayload, () => undefined);
      const changed = { ...(JSON.parse(deliver().body) as object), [field]: 'other' };
      const result = await parts.runner.run(deliver({ body: JSON.stringify(changed) }));
      expect(result).toMatchObject({ type: 'dead', error: { code: 'queue.message_invalid' } });
    },
  );

  it('retries a message whose encryption key this process does not have yet', async () => {
    parts.registry.on('note', TextPayload, () => undefined);
    const body = encryptEnvelope(ENVELOPE, testKeyRing('newer'));
    expect(await parts.runner.run(deliver({ body }))).toMatchObject({ type: 'retry' });
  });

  it('does not retry a permanent failure', async () => {
    parts.registry.on('note', TextPayload, () => Promise.reject(new QueuePermanentError('note.gone')));
    expect(await parts.runner.run(deliver())).toMatchObject({ type: 'dead' });
    expect(await parts.deadLetters.list(10)).toMatchObject([{ cause: 'note.gone' }]);
  });

  it('delivers a postponed message again later, without counting the attempt', async () => {
    parts.registry.on('note', TextPayload, () => Promise.reject(new QueuePostponedError(90)));
    const envelope = { publishedAt: clock.now() };
    const result = await parts.runner.run(deliver({ attempt: 10, envelope }));
    expect(result).toEqual({ type: 'return', delayMs: 90_000 });
    clock.advance(30 * 24 * 60 * 60 * 1_000);
    expect(await parts.runner.run(deliver({ attempt: 10, envelope }))).toMatchObject({ type: 'dead' });
  });

  it.each([0, -1, 0.2, NaN])('does not deliver a message postponed by %d at once', async (seconds) => {
    parts.registry.on('note', TextPayload, () => Promise.reject(new QueuePostponedError(seconds)));
    const envelope = { publishedAt: clock.now() };
    expect(await parts.runner.run(deliver({ envelope }))).toEqual({ type: 'return', delayMs: 1_000 });
  });

  it.each([Infinity, 1e300])('postpones a message by %d for a year', async (seconds) => {
    parts.registry.on('note', TextPayload, () => Promise.reject(new QueuePostponedError(seconds)));
    const envelope = { publishedAt: clock.now() };
    const delayMs = 365 * 24 * 60 * 60 * 1_000;
    expect(await parts.runner.run(deliver({ envelope }))).toEqual({ type: 'return', delayMs });
  });

  it('provides the handler with a log that names the message', async () => {
    parts.registry.on('note', TextPayload, (_payload, { logger }) => logger.warn('careful', { step: 2 }));
    await parts.runner.run(deliver({ attempt: 3 }));
    expect(logged).toEqual([[{ step: 2, messageId: 'm1', type: 'note', attempt: 3 }, 'careful']]);
  });

  it('aborts and retries a handler that hangs', async () => {
    const started = deferred<AbortSignal>();
    parts.registry.on(
      'note',
      TextPayload,
      (_payload, { signal }) => {
        started.resolve(signal);
        return new Promise(() => undefined);
      },
      5,
    );
    const result = parts.runner.run(deliver());
    const signal = await started.promise;
    clock.advance(5_000);
    expect(await result).toMatchObject({ type: 'retry' });
    expect(signal.aborted).toBe(true);
  });

  it.each([
    ['returns the message when the app stops', new QueueStoppingError(), 'return'],
    ['lets go of a message that another worker took', new QueueLeaseLostError(), 'retry'],
  ])('%s', async (_name, reason, type) => {
    const cancellation = new Cancellation();
    parts.registry.on('note', TextPayload, () => {
      cancellation.cancel(reason);
      return new Promise(() => undefined);
    });
    expect(await parts.runner.run(deliver({ cancellation, attempt: 10 }))).toMatchObject({ type });
    expect(await parts.deadLetters.list(10)).toEqual([]);
  });

  it('retries if the dead letter cannot be stored', async () => {
    parts.registry.on('note', TextPayload, () => Promise.reject(new Error('no')));
    await persistence.close();
    expect(await parts.runner.run(deliver({ attempt: 10 }))).toMatchObject({ type: 'retry' });
  });

  it('logs ids and codes, but not the payload', async () => {
    parts.registry.on('note', TextPayload, () => Promise.reject(new QueuePermanentError('note.gone')));
    await parts.runner.run(deliver());
    expect(logged).toEqual([
      [
        expect.objectContaining({ messageId: 'm1', type: 'note', attempt: 1, code: 'note.gone' }),
        'message dead-lettered',
      ],
    ]);
  });
});
