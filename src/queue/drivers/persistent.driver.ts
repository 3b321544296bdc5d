import { Logger } from '@nestjs/common';
import { withDeadline } from 'monday-persistence/deadline';
import { type Operation, type Persistence } from '../../persistence/index.js';
import { type Clock } from '../../clock/index.js';
import { QueueLeaseLostError, QueueStoppingError, QueueUnsupportedError } from '../queue.errors.js';
import {
  DEFAULT_CONCURRENCY,
  QueueDriver,
  type DeliveryHandler,
  type OutgoingMessage,
  type Outcome,
  type QueueStats,
  type WaitingMessage,
} from '../queue.driver.js';
import { WakeSignal } from '../wake-signal.js';
import { Cancellation } from '../cancellation.js';
import { PersistentQueue, publicationOf, type Claim } from './persistent-queue.js';

/** Figures of production for {@link PersistentQueueOptions}. */
export const PERSISTENT_QUEUE_SETTINGS = {
  concurrency: DEFAULT_CONCURRENCY,
  visibilityTimeoutMs: 30_000,
  pollMs: 1_000,
};

export interface PersistentQueueOptions {
  /** Messages that this process handles at once. */
  readonly concurrency: number;
  /** How long a worker may be silent before its message goes to another; renewed while the handler runs. */
  readonly visibilityTimeoutMs: number;
  /** How often messages of other processes are looked for. This process's own are brought at once. */
  readonly pollMs: number;
  readonly clock: Clock;
}

interface Running {
  claim: Claim;
  readonly cancellation: Cancellation;
  /** The renewal that is under way; the claim may not be used until it ends. */
  renewal: Promise<void> | undefined;
  ended: boolean;
}

/** Messages held at once, also those that are only being settled, as a multiple of the concurrency. */
const SETTLING_FACTOR = 4;

/** Time for aborted handlers to finish. */
const LET_GO_MS = 1_000;

/** The queue in the app's own store, for one process or a few: no server, woken by publishes and due times. */
export class PersistentQueueDriver extends QueueDriver {
  readonly capabilities = { delay: true, priority: true, operations: true, consumes: true };

  private readonly logger = new Logger(PersistentQueueDriver.name);
  private readonly queue: PersistentQueue;
  private readonly clock: Clock;
  private readonly wakeSignal: WakeSignal;
  private readonly concurrency: number;
  private readonly visibilityTimeoutMs: number;
  private readonly pollMs: number;

  private readonly running = new Map<Running, Promise<void>>();
  /** Of the running, those whose handler has not ended; the others are being settled. */
  private handling = 0;
  private handle: DeliveryHandler | undefined;
  private loop: Promise<void> | undefined;
  private stopping = false;
  private waitsForSlot = false;
  private failing = false;
  private cancelRenewal: () => void = () => undefined;

  constructor(
    private readonly persistence: Persistence,
    options: PersistentQueueOptions,
  ) {
    super();
    this.queue = new PersistentQueue(persistence);
    this.clock = options.clock;
    this.wakeSignal = new WakeSignal(this.clock);
    this.concurrency = options.concurrency;
    this.visibilityTimeoutMs = options.visibilityTimeoutMs;
    this.pollMs = options.pollMs;
  }

  open(): Promise<void> {
    const { atomicBatch, scan } = this.persistence.capabilities;
    return atomicBatch && scan
      ? Promise.resolve()
      : Promise.reject(new QueueUnsupportedError('a store without batches and scans'));
  }

  async publish(message: OutgoingMessage): Promise<void> {
    await this.queue.publish(message, this.clock.now());
    this.wakeSignal.notify();
  }

  override operationsFor(store: Persistence, message: OutgoingMessage): readonly Operation[] | undefined {
    const isPlain = store === this.persistence && message.deduplicateForMs === undefined;
    return isPlain ? [publicationOf(message, this.clock.now())] : undefined;
  }

  override wake(): void {
    this.wakeSignal.notify();
  }

  start(handle: DeliveryHandler): Promise<void> {
    this.handle = handle;
    this.stopping = false;
    this.scheduleRenewal();
    this.loop = this.bring();
    return Promise.resolve();
  }

  async stop(graceMs: number): Promise<void> {
    this.stopping = true;
    this.wakeSignal.notify();
    await this.loop;
    await this.settled(graceMs);
    for (const running of this.running.keys()) running.cancellation.cancel(new QueueStoppingError());
    await this.settled(LET_GO_MS);
    this.cancelRenewal();
  }

  /** The store is not this driver's to close. */
  close(): Promise<void> {
    return Promise.resolve();
  }

  stats(): Promise<QueueStats> {
    return this.queue.stats(this.clock.now());
  }

  peek(limit: number): Promise<WaitingMessage[]> {
    return this.queue.peek(limit);
  }

  pause(): Promise<void> {
    return this.queue.setPaused(true);
  }

  async resume(): Promise<void> {
    await this.queue.setPaused(false);
    this.wakeSignal.notify();
  }

  private async bring(): Promise<void> {
    while (!this.stopping) {
      const waitMs = await this.takeWhatIsDue();
      if (!this.stopping && waitMs > 0) await this.wakeSignal.wait(waitMs);
    }
  }

  /** Resolves to how long to wait for something to happen. */
  private async takeWhatIsDue(): Promise<number> {
    const free = Math.min(
      this.concurrency - this.handling,
      SETTLING_FACTOR * this.concurrency - this.running.size,
    );
    this.waitsForSlot = free <= 0;
    if (free <= 0) return this.pollMs;
    try {
      if (await this.queue.isPaused()) return this.pollMs;
      const now = this.clock.now();
      const { claims, more, nextDueAt } = await this.queue.claim(free, now, this.visibilityTimeoutMs);
      for (const claim of claims) this.run(claim);
      this.failing = false;
      if (more) return 0;
      return Math.min(this.pollMs, Math.max(1, (nextDueAt ?? Infinity) - this.clock.now()));
    } catch (error) {
      if (!this.failing) this.logger.error(error);
      this.failing = true;
      return this.pollMs;
    }
  }

  private run(claim: Claim): void {
    const running: Running = { claim, cancellation: new Cancellation(), renewal: undefined, ended: false };
    this.running.set(running, this.handleAndSettle(running));
  }

  private async handleAndSettle(running: Running): Promise<void> {
    try {
      const outcome = await this.handleOne(running);
      await running.renewal;
      await this.settle(running.claim, outcome);
    } catch (error) {
      if (!(error instanceof QueueLeaseLostError)) this.logger.error(error);
    } finally {
      this.running.delete(running);
      if (this.waitsForSlot) this.wakeSignal.notify();
    }
  }

  /** Its slot is free once it ends: settling shares a commit with the next claim. */
  private async handleOne(running: Running): Promise<Outcome> {
    const { id, body, attempts } = running.claim;
    this.handling += 1;
    try {
      return await this.handle!({ id, body, attempt: attempts, cancellation: running.cancellation });
    } finally {
      running.ended = true;
      this.handling -= 1;
      if (this.waitsForSlot) this.wakeSignal.notify();
    }
  }

  private async settle(claim: Claim, outcome: Outcome): Promise<void> {
    switch (outcome.type) {
      case 'done':
        return this.queue.remove(claim);
      case 'retry':
        await this.queue.giveBack(claim, this.clock.now() + outcome.delayMs, claim.attempts);
        return this.wakeSignal.notify();
      case 'return':
        await this.queue.giveBack(claim, this.clock.now() + (outcome.delayMs ?? 0), claim.attempts - 1);
        return this.wakeSignal.notify();
    }
  }

  private scheduleRenewal(): void {
    this.cancelRenewal = this.clock.after(this.visibilityTimeoutMs / 3, () => {
      for (const running of this.running.keys()) running.renewal ??= this.renew(running);
      this.scheduleRenewal();
    });
  }

  private async renew(running: Running): Promise<void> {
    try {
      if (running.ended) return;
      running.claim = await this.queue.renew(running.claim, this.clock.now() + this.visibilityTimeoutMs);
    } catch (error) {
      if (error instanceof QueueLeaseLostError) running.cancellation.cancel(error);
      else this.logger.warn(error);
    } finally {
      running.renewal = undefined;
    }
  }

  /** Resolves when nothing runs any more, or after so long. */
  private async settled(milliseconds: number): Promise<void> {
    if (this.running.size === 0) return;
    await withDeadline(Promise.all(this.running.values()), milliseconds, () => undefined, this.clock);
  }
}
