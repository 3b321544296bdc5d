import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { SQLITE_SETTINGS, SqlitePersistence } from 'monday-persistence/sqlite';
import { ManualClock } from '../../test/framework/support/manual-clock.js';
import { queueParts, TextPayload, type QueueParts } from '../../test/framework/support/queue-parts.js';
import { type Persistence } from '../persistence/index.js';
import { MessagePublisher } from './drivers/message-publisher.js';
import { PushedQueueDriver } from './drivers/pushed.driver.js';
import { encryptEnvelope } from './envelope.js';
import { OutboxRelay } from './outbox-relay.js';
import { Outbox } from './outbox.js';
import { PushReceiver } from './push-receiver.js';
import { QueuePostponedError } from './queue.errors.js';

const DAY_MS = 24 * 60 * 60_000;
const RETRY = { maxAttempts: 30, firstDelayMs: 60_000, maxDelayMs: 30 * 60_000, minAgeMs: DAY_MS };

/** A platform that brings each message ten times, and then drops it. */
class DroppingPlatform extends MessagePublisher {
  readonly copies: { readonly content: string; pushes: number }[] = [];
  published = 0;

  override publish(content: string): Promise<void> {
    this.published += 1;
    this.copies.push({ content, pushes: 0 });
    return Promise.resolve();
  }

  /** Pushes the first copy once. */
  async push(receiver: PushReceiver): Promise<string> {
    const copy = this.copies[0]!;
    copy.pushes += 1;
    const result = await receiver.receive({ content: copy.content }).catch((error: Error) => error);
    if (typeof result === 'string' || copy.pushes === 10) this.copies.shift();
    return typeof result === 'string' ? result : 'refused';
  }
}

describe('PushReceiver, for a message with more attempts than the platform delivers', () => {
  let folder: string;
  let persistence: SqlitePersistence;
  let clock: ManualClock;
  let platform: DroppingPlatform;
  let parts: QueueParts;
  let fails: boolean;
  let tries: number;

  beforeEach(async () => {
    for (const level of ['warn', 'error'] as const) jest.spyOn(Logger.prototype, level).mockImplementation();
    folder = await mkdtemp(join(tmpdir(), 'push-'));
    clock = new ManualClock();
    persistence = new SqlitePersistence({ ...SQLITE_SETTINGS, path: join(folder, 'app.db'), clock });
    await persistence.open();
    platform = new DroppingPlatform();
    parts = queueParts(persistence, clock);
    fails = true;
    tries = 0;
    const work = (): Promise<void> => {
      tries += 1;
      return fails ? Promise.reject(new Error('no')) : Promise.resolve();
    };
    parts.registry.on('note', TextPayload, work, 300, RETRY);
    parts.registry.on('short', TextPayload, work);
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await persistence.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** One instance of the app. */
  const instance = (store: Persistence = persistence) => {
    const outbox = new Outbox(store, clock);
    const driver = new PushedQueueDriver(platform, store);
    const receiver = new PushReceiver(parts.runner, store, driver, clock, outbox);
    return { receiver, relay: new OutboxRelay(outbox, driver, clock) };
  };
  const publish = (type = 'note'): Promise<void> =>
    platform.publish(
      encryptEnvelope(
        {
          ...{ id: 'm1', type, accountId: '7', userId: '8' },
          payload: '{"text":"a"}',
          publishedAt: clock.now(),
        },
        parts.keyRing,
      ),
    );
  /** A store that cannot list its keys, such as the vault. */
  const withoutScan = (): Persistence =>
    Object.create(persistence, {
      capabilities: { value: { ...persistence.capabilities, scan: false } },
    }) as Persistence;

  it('keeps it and delivers it again when its retry policy says so, on any running instance', async () => {
    await publish();
    for (let push = 1; push < 9; push += 1) expect(await platform.push(instance().receiver)).toBe('refused');
    for (let steps = 0; tries < 29; steps += 1) {
      expect(steps).toBeLessThan(1_000);
      if (platform.copies.length > 0) expect(await platform.push(instance().receiver)).toBe('postponed');
      expect(platform.copies).toEqual([]);
      clock.advance(60_000);
      await instance().relay.flush();
    }
    expect(await parts.deadLetters.list(10)).toEqual([]);
    fails = false;
    for (; platform.copies.length === 0; await instance().relay.flush()) clock.advance(60_000);
    expect(await platform.push(instance().receiver)).toBe('handled');
    expect(await persistence.scan({ prefix: 'queue/deferred/', limit: 10 })).toEqual([]);
  });

  it('makes it a dead letter after its attempts and its age limit, and counts a replay from 1', async () => {
    await publish();
    clock.advance(DAY_MS);
    for (let push = 1; push < 9; push += 1) await platform.push(instance().receiver);
    while ((await parts.deadLetters.list(10)).length === 0) {
      if (platform.copies.length > 0) await platform.push(instance().receiver);
      clock.advance(30 * 60_000);
      await instance().relay.flush();
    }
    expect(tries).toBe(30);
    const [letter] = await parts.deadLetters.list(10);
    expect(letter!.body).not.toContain('pushedBefore');
    await platform.publish(letter!.body);
    for (let push = 1; push < 9; push += 1) expect(await platform.push(instance().receiver)).toBe('refused');
  });

  it('delivers it once if two instances try', async () => {
    await publish();
    for (let push = 1; push <= 9; push += 1) await platform.push(instance().receiver);
    clock.advance(RETRY.maxDelayMs);
    const before = platform.published;
    await Promise.all([instance().relay.flush(), instance().relay.flush()]);
    expect(platform.published).toBe(before + 1);
  });

  it('delivers it after a minute if the instance that claimed it ended before it published it', async () => {
    await publish();
    for (let push = 1; push <= 9; push += 1) await platform.push(instance().receiver);
    clock.advance(RETRY.maxDelayMs);
    const dead = new Outbox(persistence, clock);
    expect(await dead.takeDue(10)).toHaveLength(1);
    await instance().relay.flush();
    expect(platform.copies).toEqual([]);
    clock.advance(60_000);
    await instance().relay.flush();
    expect(platform.copies).toHaveLength(1);
  });

  it('keeps one that its handler postpones for longer than a month', async () => {
    parts.registry.on('later', TextPayload, () => {
      tries += 1;
      return tries === 1 ? Promise.reject(new QueuePostponedError((40 * DAY_MS) / 1_000)) : undefined;
    });
    await publish('later');
    expect(await platform.push(instance().receiver)).toBe('postponed');
    clock.advance(40 * DAY_MS);
    await instance().relay.flush();
    expect(platform.copies).toHaveLength(1);
    expect(await platform.push(instance().receiver)).toBe('handled');
  });

  it('publishes it anew before the platform drops it, on a store that cannot list records', async () => {
    await publish();
    const { receiver } = instance(withoutScan());
    for (let push = 0; push < 200; push += 1) {
      const pushed = platform.push(receiver);
      // It holds a push of a message that has failed often.
      let isOver = false;
      void pushed.finally(() => (isOver = true));
      while (!isOver) {
        clock.advance(1_000);
        await new Promise((resolve) => setImmediate(resolve));
      }
      expect(platform.copies).toHaveLength(1);
    }
    fails = false;
    expect(await platform.push(receiver)).toBe('handled');
    expect(platform.published).toBeLessThan(30);
  });

  it('leaves the attempts of other messages to the platform', async () => {
    await publish('short');
    const results: string[] = [];
    while (platform.copies.length > 0) results.push(await platform.push(instance().receiver));
    expect(results).toEqual([...Array<string>(8).fill('refused'), 'dead_lettered']);
    expect(platform.published).toBe(1);
  });
});
