import { idleEventLoop } from '../support/idle-event-loop.js';
import { randomUUID } from 'node:crypto';
import {
  type OutgoingMessage,
  type Outcome,
  type QueueCapabilities,
  type QueueDriver,
} from '../../../src/queue/queue.driver.js';
import { type Clock } from '../../../src/clock/index.js';
import { AccountSlots } from '../../../src/queue/account-slots.js';
import { readEnvelope } from '../../../src/queue/envelope.js';
import { Deliveries, deferred } from '../support/deliveries.js';

export interface QueueDriverOptions {
  readonly concurrency?: number;
  readonly visibilityTimeoutMs?: number;
}

/** One queue, and what a test needs to look at it from several sides. */
export interface QueueHarness {
  /** After it, a worker counts as silent. Where time really passes, longer than a busy machine holds a process up. */
  readonly visibilityMs: number;
  /** An opened driver, as another process would have it. Stopped and closed with the harness. */
  driver(options?: QueueDriverOptions): Promise<QueueDriver>;
  /** The time that due times are told by. */
  now(): number;
  clock(): Clock;
  /** Lets time pass for every driver that was not abandoned. */
  elapse(milliseconds: number): Promise<void>;
  /** Lets a driver go silent, as a process does that is killed. */
  abandon(driver: QueueDriver): Promise<void>;
  /** Where the queue cannot be counted: resolves when all that was published is handled. */
  settled?(): Promise<void>;
  close(): Promise<void>;
}

export const ALL_ABILITIES: QueueCapabilities = {
  delay: true,
  priority: true,
  operations: true,
  consumes: true,
};

const DONE: Outcome = { type: 'done' };

interface Sent extends Partial<OutgoingMessage> {
  readonly accountId?: string;
  readonly payload?: string;
}

/** Bodies are envelopes: a queue that pushes tells messages apart by what is in them. */
function message({
  id = randomUUID(),
  accountId = '1',
  payload = 'hello',
  ...over
}: Sent = {}): OutgoingMessage {
  const envelope = { v: 1, id, type: 'note', accountId, userId: '2', payload, publishedAt: 1 };
  return { id, body: JSON.stringify(envelope), priority: 'normal', delayMs: 0, ...over };
}

/** What every driver keeps to. What a driver cannot do is skipped, with the ability that is missing. */
export function queueDriverSuite(
  name: string,
  capabilities: QueueCapabilities,
  create: () => Promise<QueueHarness>,
): void {
  describe(`${name} as a queue`, () => {
    let harness: QueueHarness;

    beforeEach(async () => {
      harness = await create();
    });
    afterEach(() => harness.close());

    const record = (decide?: ConstructorParameters<typeof Deliveries>[1]): Deliveries =>
      new Deliveries(() => harness.now(), decide);

    const needs = (...abilities: readonly (keyof QueueCapabilities)[]) => {
      const missing = abilities.filter((ability) => !capabilities[ability]);
      return (test: string, run: () => Promise<void>): void => {
        if (missing.length === 0) it(test, run);
        else it.skip(`${test} (not supported: ${missing.join(', ')})`, run);
      };
    };

    /** Resolves when nothing waits or runs any more. */
    const drained = async (driver: QueueDriver): Promise<void> => {
      if (!capabilities.operations) return harness.settled?.();
      for (;;) {
        const { ready, delayed, running } = await driver.stats();
        if (ready + delayed + running === 0) return;
        await harness.elapse(20);
      }
    };

    it('delivers a message with its id and body, as the first attempt', async () => {
      const driver = await harness.driver();
      const deliveries = record();
      await driver.start(deliveries.handle);
      const sent = message({ payload: JSON.stringify({ a: 'ü 😀 \u0000 \n %_', b: [1, null] }) });
      await driver.publish(sent);
      const [seen] = await deliveries.reach(1);
      expect(seen).toMatchObject({ id: sent.id, body: sent.body, attempt: 1 });
    });

    it('delivers a message again if it is published again while it is handled, such as a replayed dead letter', async () => {
      const driver = await harness.driver();
      const sent = message();
      let again: Promise<void> | undefined;
      const deliveries = record(async () => {
        await (again ??= driver.publish(sent));
        return DONE;
      });
      await driver.start(deliveries.handle);
      await driver.publish(sent);
      const seen = await deliveries.reach(2);
      expect(seen.map(({ id }) => id)).toEqual([sent.id, sent.id]);
    });

    it('delivers a body of 90 kB', async () => {
      const driver = await harness.driver();
      const deliveries = record();
      await driver.start(deliveries.handle);
      const sent = message({ payload: 'x'.repeat(90_000) });
      await driver.publish(sent);
      expect((await deliveries.reach(1))[0]?.body).toBe(sent.body);
    });

    it('delivers messages that another driver published before it started', async () => {
      const publisher = await harness.driver();
      const sent = message();
      await publisher.publish(sent);
      const driver = await harness.driver();
      const deliveries = record();
      await driver.start(deliveries.handle);
      await deliveries.reach(1);
      expect(deliveries.ids).toEqual([sent.id]);
    });

    it('delivers a retried message when it is due, and counts the attempt', async () => {
      const driver = await harness.driver();
      const deliveries = record(({ attempt }) => (attempt < 3 ? { type: 'retry', delayMs: 150 } : DONE));
      await driver.start(deliveries.handle);
      await driver.publish(message());
      await deliveries.reach(1);
      await harness.elapse(200);
      await deliveries.reach(2);
      await harness.elapse(200);
      const [first, second, third] = await deliveries.reach(3);
      expect(deliveries.seen.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
      expect(second!.at - first!.at).toBeGreaterThanOrEqual(150);
      expect(third!.at - second!.at).toBeGreaterThanOrEqual(150);
    });

    needs('delay')('does not deliver a delayed message before it is due', async () => {
      const driver = await harness.driver();
      const deliveries = record();
      await driver.start(deliveries.handle);
      const publishedAt = harness.now();
      await driver.publish(message({ id: 'later', delayMs: 300 }));
      await driver.publish(message({ id: 'now' }));
      await deliveries.reach(1);
      expect(deliveries.ids).toEqual(['now']);
      await harness.elapse(400);
      const [, later] = await deliveries.reach(2);
      expect(later!.id).toBe('later');
      expect(later!.at - publishedAt).toBeGreaterThanOrEqual(300);
    });

    needs('priority')('delivers messages with a higher priority first', async () => {
      const driver = await harness.driver({ concurrency: 1 });
      for (const priority of ['low', 'normal', 'high'] as const) {
        await driver.publish(message({ id: priority, priority }));
      }
      const deliveries = record();
      await driver.start(deliveries.handle);
      await deliveries.reach(3);
      expect(deliveries.ids).toEqual(['high', 'normal', 'low']);
    });

    needs('operations', 'priority')(
      'accepts an id once within the deduplication period, also after it was handled and from concurrent publishers',
      async () => {
        const driver = await harness.driver();
        const other = await harness.driver();
        const deliveries = record();
        await driver.start(deliveries.handle);
        const sent = message({ id: 'once', deduplicateForMs: 60_000 });
        await Promise.all([driver, other, driver, other].map((each) => each.publish(sent)));
        await deliveries.reach(1);
        await drained(driver);
        await other.publish(sent);
        await driver.publish(message({ id: 'last', priority: 'low' }));
        await deliveries.reach(2);
        expect(deliveries.ids).toEqual(['once', 'last']);
      },
    );

    needs('consumes')('runs at most as many concurrent handlers as configured', async () => {
      const driver = await harness.driver({ concurrency: 3 });
      const gate = deferred();
      let running = 0;
      let most = 0;
      const deliveries = record(async () => {
        most = Math.max(most, ++running);
        await gate.promise;
        running -= 1;
        return DONE;
      });
      await Promise.all(Array.from({ length: 8 }, () => driver.publish(message())));
      await driver.start(deliveries.handle);
      await deliveries.reach(3);
      await harness.elapse(50);
      expect(deliveries.seen).toHaveLength(3);
      gate.resolve();
      await deliveries.reach(8);
      expect(most).toBe(3);
    });

    it('does not deliver a message again, neither after it was handled nor while its handler runs, even for long', async () => {
      const options = { visibilityTimeoutMs: harness.visibilityMs };
      const [driver, other] = [await harness.driver(options), await harness.driver(options)];
      const gate = deferred();
      const [short, long] = [message(), message()];
      const deliveries = record(async ({ id }) => {
        if (id === long.id) await gate.promise;
        return DONE;
      });
      await driver.start(deliveries.handle);
      for (const each of [short, long]) await driver.publish(each);
      await deliveries.reach(2);
      await other.start(deliveries.handle);
      await harness.elapse(1.5 * harness.visibilityMs);
      expect([...deliveries.ids].sort()).toEqual([short.id, long.id].sort());
      expect(deliveries.seen.some(({ cancellation }) => cancellation.isCancelled)).toBe(false);
      gate.resolve();
      await drained(driver);
    });

    needs('consumes')(
      'delivers the message of a silent worker to another worker, as the next attempt',
      async () => {
        const options = { visibilityTimeoutMs: harness.visibilityMs };
        const [dead, other] = [await harness.driver(options), await harness.driver(options)];
        const never = deferred<Outcome>();
        const lost = record(() => never.promise);
        await dead.start(lost.handle);
        const sent = message();
        await dead.publish(sent);
        await lost.reach(1);
        await harness.abandon(dead);
        const deliveries = record();
        await other.start(deliveries.handle);
        while (deliveries.seen.length === 0) await harness.elapse(harness.visibilityMs / 10);
        const [seen] = deliveries.seen;
        expect(seen).toMatchObject({ id: sent.id, attempt: 2 });
        never.resolve(DONE);
      },
    );

    it('distributes messages among workers, each handled once', async () => {
      const drivers = [await harness.driver(), await harness.driver()];
      const deliveries = record();
      for (const driver of drivers) await driver.start(deliveries.handle);
      const sent = Array.from({ length: 100 }, () => message());
      await Promise.all(sent.map((each, index) => drivers[index % 2]!.publish(each)));
      await deliveries.reach(100);
      await drained(drivers[0]!);
      expect([...deliveries.ids].sort()).toEqual(sent.map(({ id }) => id).sort());
    });

    needs('operations')('delivers nothing to any worker while the queue is paused', async () => {
      const [driver, other] = [await harness.driver(), await harness.driver()];
      const deliveries = record();
      await driver.start(deliveries.handle);
      await other.pause();
      await driver.publish(message());
      await harness.elapse(50);
      expect(deliveries.seen).toHaveLength(0);
      expect(await driver.stats()).toMatchObject({ paused: true });
      await driver.resume();
      await deliveries.reach(1);
      expect(await other.stats()).toMatchObject({ paused: false });
    });

    needs('operations')('counts and lists waiting messages', async () => {
      const driver = await harness.driver();
      await driver.publish(message({ id: 'b' }));
      await driver.publish(message({ id: 'a', priority: 'high', payload: 'first' }));
      await driver.publish(message({ id: 'c', delayMs: 60_000 }));
      expect(await driver.stats()).toMatchObject({ ready: 2, delayed: 1, running: 0, partial: false });
      const [first, ...rest] = await driver.peek(10);
      expect(first).toMatchObject({ id: 'a', attempts: 0, priority: 'high' });
      expect(first!.body).toContain('first');
      expect(rest.map(({ id }) => id)).toEqual(['b', 'c']);
      expect(await driver.peek(1)).toHaveLength(1);
    });

    it('keeps slots for other accounts while the handlers of one are slow, and delivers all of its messages', async () => {
      const slots = new AccountSlots(2, harness.clock(), idleEventLoop());
      const gate = deferred();
      let running = 0;
      let most = 0;
      const deliveries = record(async ({ body }) => {
        if (readEnvelope(body).accountId !== 'slow') return DONE;
        most = Math.max(most, ++running);
        await gate.promise;
        running -= 1;
        return DONE;
      });
      const driver = await harness.driver({ concurrency: 4 });
      await driver.start((delivery) =>
        slots.run(readEnvelope(delivery.body).accountId, () => deliveries.handle(delivery)),
      );
      const slow = Array.from({ length: 8 }, () => message({ accountId: 'slow' }));
      for (const each of slow) await driver.publish(each);
      const quick = message({ accountId: 'quick' });
      await driver.publish(quick);
      while (!deliveries.ids.includes(quick.id)) await harness.elapse(20);
      expect(running).toBe(2);
      gate.resolve();
      while (deliveries.seen.length < slow.length + 1) await harness.elapse(20);
      expect(most).toBe(2);
      expect([...deliveries.ids].sort()).toEqual([...slow, quick].map(({ id }) => id).sort());
      expect(deliveries.seen.map(({ attempt }) => attempt)).toEqual(deliveries.seen.map(() => 1));
    });

    needs('consumes')('waits for running handlers when it stops', async () => {
      const driver = await harness.driver();
      const gate = deferred();
      const deliveries = record(async () => {
        await gate.promise;
        return DONE;
      });
      await driver.start(deliveries.handle);
      await driver.publish(message());
      await deliveries.reach(1);
      const stopped = driver.stop(60_000);
      await driver.publish(message({ id: 'next' }));
      gate.resolve();
      await stopped;
      expect(deliveries.seen).toHaveLength(1);
      expect(await driver.stats()).toMatchObject({ ready: 1, running: 0 });
    });

    it('delivers a postponed message when it is due, without counting the attempt', async () => {
      const driver = await harness.driver();
      let returned = false;
      const deliveries = record(() => {
        if (returned) return DONE;
        returned = true;
        return { type: 'return', delayMs: 150 };
      });
      await driver.start(deliveries.handle);
      await driver.publish(message());
      await deliveries.reach(1);
      await harness.elapse(200);
      const [first, second] = await deliveries.reach(2);
      expect(second!.at - first!.at).toBeGreaterThanOrEqual(150);
      expect(deliveries.seen.map(({ attempt }) => attempt)).toEqual([1, 1]);
    });

    needs('consumes')(
      'returns a message whose handler does not end before the stop, without counting the attempt',
      async () => {
        const [driver, other] = [await harness.driver(), await harness.driver()];
        const stuck = record(
          ({ cancellation }) =>
            new Promise((resolve) => cancellation.onCancel(() => resolve({ type: 'return' }))),
        );
        await driver.start(stuck.handle);
        await driver.publish(message());
        await stuck.reach(1);
        const stopped = driver.stop(50);
        await harness.elapse(200);
        await stopped;
        const deliveries = record();
        await other.start(deliveries.handle);
        await harness.elapse(50);
        expect((await deliveries.reach(1))[0]?.attempt).toBe(1);
      },
    );
  });
}
