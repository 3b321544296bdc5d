import { setTimeout as wait } from 'node:timers/promises';
import { SYSTEM_CLOCK, type Clock } from '../../../src/clock/index.js';
import {
  BULLMQ_SETTINGS,
  BullMqQueueDriver,
  type BullMqBackend,
} from '../../../src/queue/drivers/bullmq.driver.js';
import { type QueueDriver } from '../../../src/queue/queue.driver.js';
import { type QueueDriverOptions, type QueueHarness } from './queue.suite.js';

/** BullMQ keeps its own time, so time really passes here. */
export class BullMqHarness implements QueueHarness {
  readonly visibilityMs = 3_000;
  private readonly drivers = new Set<BullMqQueueDriver>();

  constructor(private readonly backend: () => BullMqBackend) {}

  async driver(options: QueueDriverOptions = {}): Promise<QueueDriver> {
    const driver = new BullMqQueueDriver(this.backend(), {
      ...BULLMQ_SETTINGS,
      clock: SYSTEM_CLOCK,
      ...options,
    });
    await driver.open();
    this.drivers.add(driver);
    return driver;
  }

  now(): number {
    return Date.now();
  }

  clock(): Clock {
    return SYSTEM_CLOCK;
  }

  elapse(milliseconds: number): Promise<void> {
    return wait(milliseconds);
  }

  /** Its worker stops to renew its locks, but never lets go of its messages. */
  async abandon(driver: QueueDriver): Promise<void> {
    await (driver as BullMqQueueDriver)['consumer']?.client.close(true);
  }

  async close(): Promise<void> {
    await Promise.all([...this.drivers].map((driver) => driver.stop(0)));
    const [first] = this.drivers;
    await first?.['queue'].obliterate({ force: true });
    await Promise.all([...this.drivers].map((driver) => driver.close()));
  }
}
