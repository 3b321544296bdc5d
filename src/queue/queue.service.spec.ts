import { FakeClock } from 'monday-persistence/testing';
import { NO_TRACING } from '../telemetry/index.js';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { SQLITE_SETTINGS, SqlitePersistence } from 'monday-persistence/sqlite';
import { ManualClock } from '../../test/framework/support/manual-clock.js';
import { queueParts, type QueueParts } from '../../test/framework/support/queue-parts.js';
import { runAs } from '../caller/index.js';
import { Cancellation } from './cancellation.js';
import { PERSISTENT_QUEUE_SETTINGS, PersistentQueueDriver } from './drivers/persistent.driver.js';
import { Outbox } from './outbox.js';
import { OutboxRelay } from './outbox-relay.js';
import { QueueOperations } from './queue-operations.js';
import { QueueService } from './queue.service.js';

const CALLER = { accountId: '7', userId: '8', kind: 'user' as const };
const DAY_SECONDS = 24 * 60 * 60;

describe('QueueService', () => {
  let folder: string;
  let persistence: SqlitePersistence;
  /** Of the store alone. */
  let storeClock: FakeClock;
  let parts: QueueParts;
  let driver: PersistentQueueDriver;
  let queue: QueueService;
  let operations: QueueOperations;

  beforeEach(async () => {
    jest.spyOn(Logger.prototype, 'error').mockImplementation();
    folder = await mkdtemp(join(tmpdir(), 'queue-service-'));
    const clock = new ManualClock();
    storeClock = new FakeClock(clock.now());
    persistence = new SqlitePersistence({
      ...SQLITE_SETTINGS,
      path: join(folder, 'app.db'),
      clock: storeClock,
    });
    await persistence.open();
    parts = queueParts(persistence, clock);
    driver = new PersistentQueueDriver(persistence, { ...PERSISTENT_QUEUE_SETTINGS, clock });
    const outbox = new Outbox(persistence, clock);
    const relay = new OutboxRelay(outbox, driver, clock);
    queue = new QueueService(driver, parts.keyRing, outbox, relay, clock, NO_TRACING);
    operations = new QueueOperations(driver, parts.deadLetters);
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await persistence.close();
    await rm(folder, { recursive: true, force: true });
  });

  const publish = (...given: Parameters<QueueService['publish']>): Promise<string> =>
    runAs(CALLER, () => queue.publish(...given));

  it('stores the payload encrypted, and the caller with it', async () => {
    const id = await publish('note', { text: 'private words' });
    const [message] = await driver.peek(1);
    expect(message).toMatchObject({ id });
    expect(message!.body).not.toContain('private');
    expect(JSON.parse(message!.body)).toMatchObject({ type: 'note', accountId: '7', userId: '8' });
    expect(await operations.peek()).toEqual([
      { id, type: 'note', accountId: '7', attempts: 0, priority: 'normal', dueAt: storeClock.now() },
    ]);
  });

  it('returns the first id for an idempotency key, only for its account and type', async () => {
    const first = await publish('note', { text: 'a' }, { idempotencyKey: 'k' });
    expect(await publish('note', { text: 'b' }, { idempotencyKey: 'k' })).toBe(first);
    expect(await publish('other', { text: 'a' }, { idempotencyKey: 'k' })).not.toBe(first);
    const foreign = { ...CALLER, accountId: '9' };
    expect(await runAs(foreign, () => queue.publish('note', {}, { idempotencyKey: 'k' }))).not.toBe(first);
    expect(await operations.stats()).toMatchObject({ ready: 3 });
  });

  it('does not publish without a caller', async () => {
    await expect(queue.publish('note', {})).rejects.toMatchObject({ name: 'CallerMissingError' });
  });

  it.each([
    ['an empty type', '', {}, {}, 'queue.argument_invalid'],
    ['an empty key', 'note', {}, { idempotencyKey: '' }, 'queue.argument_invalid'],
    ['half a second', 'note', {}, { delaySeconds: 0.5 }, 'queue.argument_invalid'],
    ['a delay of 31 days', 'note', {}, { delaySeconds: 31 * DAY_SECONDS }, 'queue.argument_invalid'],
    ['an unknown priority', 'note', {}, { priority: 'urgent' as never }, 'queue.argument_invalid'],
    ['a large payload', 'note', { text: 'x'.repeat(65_536) }, {}, 'queue.payload_too_large'],
  ])('refuses %s', async (_name, type, payload, options, code) => {
    await expect(publish(type, payload, options)).rejects.toMatchObject({ code });
    expect(await operations.stats()).toMatchObject({ ready: 0 });
  });

  describe('with a dead letter', () => {
    const deadLetter = async (): Promise<string> => {
      const id = await publish('nobody', { text: 'a' });
      const message = (await driver.peek(10)).find((waiting) => waiting.id === id);
      await parts.runner.run({ ...message!, attempt: 1, cancellation: new Cancellation() });
      return id;
    };

    it('lists, deletes and replays it', async () => {
      const id = await deadLetter();
      expect(await operations.dead()).toMatchObject([{ id, cause: 'queue.type_unknown' }]);
      await operations.replay(id);
      expect(await operations.dead()).toEqual([]);
      expect(await operations.peek()).toMatchObject([{ id, attempts: 0 }]);
      await expect(operations.replay(id)).rejects.toMatchObject({ code: 'queue.dead_letter_not_found' });
      const other = await deadLetter();
      expect(await operations.drop(other)).toBe(true);
      expect(await operations.drop(other)).toBe(false);
    });

    it('deletes it after 30 days', async () => {
      await deadLetter();
      storeClock.advance(30 * DAY_SECONDS * 1_000 + 1);
      expect(await operations.dead()).toEqual([]);
    });
  });
});
