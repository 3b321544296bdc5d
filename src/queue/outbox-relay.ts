import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Clock } from '../clock/index.js';
import { WakeSignal } from './wake-signal.js';
import { Outbox, type DeferredEntry, type OutboxEntry } from './outbox.js';
import { QueueDriver } from './queue.driver.js';

/** Interval of the search for messages of crashed instances. Messages of this instance are relayed immediately. */
const POLL_MS = 5_000;
/** The same for a store in which each search counts towards a limit. */
const SCARCE_POLL_MS = 5 * 60_000;
const PAGE = 100;

/**
 * Relays messages from the outbox to the queue, and deferred messages when they are due. A message is removed from the
 * outbox after it was published. After a crash in between, it is published again, and the queue recognises its id.
 */
@Injectable()
export class OutboxRelay implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(OutboxRelay.name);
  private readonly wakeSignal: WakeSignal;
  private loop: Promise<void> | undefined;
  private stopping = false;
  private failing = false;
  private hasNews = false;
  /** When the store is searched without news. */
  private searchAt = 0;

  constructor(
    private readonly outbox: Outbox,
    private readonly driver: QueueDriver,
    private readonly clock: Clock,
  ) {
    this.wakeSignal = new WakeSignal(clock);
  }

  onApplicationBootstrap(): void {
    this.loop = this.run();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    this.wakeSignal.notify();
    await this.loop;
  }

  /** Notifies the relay of new messages in the outbox. */
  notify(): void {
    this.hasNews = true;
    this.wakeSignal.notify();
  }

  /** Resolves when all due messages are in the queue. @throws the first error; others are published nevertheless */
  async flush(): Promise<void> {
    throwFirst(await errorsOf([this.drain(), this.drainDeferred()]));
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      try {
        if (this.isDue()) await this.flush();
        this.failing = false;
      } catch (error) {
        if (!this.failing) this.logger.error(error);
        this.failing = true;
        this.hasNews = true;
      }
      if (!this.stopping) await this.wakeSignal.wait(POLL_MS);
    }
  }

  private isDue(): boolean {
    const now = this.clock.monotonic();
    if (!this.hasNews && !this.outbox.hasDue && now < this.searchAt) return false;
    this.hasNews = false;
    this.searchAt = this.outbox.isScarce ? now + SCARCE_POLL_MS : now;
    return true;
  }

  private async drain(): Promise<void> {
    const first: Error[] = [];
    let last: OutboxEntry | undefined;
    do {
      const page = await this.outbox.waiting(PAGE, last?.key);
      const errors = await errorsOf(page.map((entry) => this.pass(entry)));
      first.push(...errors.slice(0, 1 - first.length));
      // If none of them passes, the queue is down.
      last = page.length === PAGE && errors.length < PAGE ? page.at(-1) : undefined;
    } while (last && !this.stopping);
    throwFirst(first);
  }

  private async drainDeferred(): Promise<void> {
    for (;;) {
      const due = await this.outbox.takeDue(PAGE);
      throwFirst(await errorsOf(due.map((entry) => this.bring(entry))));
      if (due.length < PAGE || this.stopping) return;
    }
  }

  private async bring(entry: DeferredEntry): Promise<void> {
    const { id, body } = entry;
    await this.driver.publish({ id, body, priority: 'normal', delayMs: 0 });
    await this.outbox.remove(entry);
  }

  /** The message may have been written for another queue, before the app was configured for this one. */
  private async pass(entry: OutboxEntry): Promise<void> {
    const { message } = entry;
    const { delay, priority } = this.driver.capabilities;
    if (message.delayMs > 0 && !delay) return;
    await this.driver.publish(priority ? message : { ...message, priority: 'normal' });
    await this.outbox.remove(entry);
  }
}

/** Waits for all, so that a message that cannot be published holds up no other. */
async function errorsOf(work: readonly Promise<void>[]): Promise<Error[]> {
  const outcomes = await Promise.allSettled(work);
  return outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as Error] : []));
}

function throwFirst([error]: readonly Error[]): void {
  if (error !== undefined) throw error;
}
