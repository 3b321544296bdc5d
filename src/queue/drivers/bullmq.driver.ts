import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { type Clock } from 'monday-persistence/clock';
import { TickBatcher, type Pending } from 'monday-persistence/driver-kit';
import { DelayedError, Job, WaitingError, type Queue, type Worker } from 'bullmq';
import { withDeadline } from 'monday-persistence/deadline';
import {
  DEFAULT_CONCURRENCY,
  QueueDriver,
  type DeliveryHandler,
  type OutgoingMessage,
  type Outcome,
  type Priority,
  type QueueStats,
  type WaitingMessage,
} from '../queue.driver.js';
import {
  QueueLeaseLostError,
  QueueStoppingError,
  QueueUnavailableError,
  QueueWorkerStuckError,
} from '../queue.errors.js';
import { Cancellation } from '../cancellation.js';
import { WorkerWatchdog } from './worker-watchdog.js';

/** The data that BullMQ stores for a message besides its id. */
export interface BullMqData {
  readonly body: string;
  /** Attempts that ended with a postponement; they do not count. */
  readonly returned?: number;
}

export interface BullMqWorkerOptions {
  readonly concurrency: number;
  /** A worker that does not respond for this time loses its messages. */
  readonly lockDuration: number;
  /** Interval of the search for lost messages. */
  readonly stalledInterval: number;
  readonly maxStalledCount: number;
}

/** A queue or worker with its connections. */
export interface Linked<T> {
  readonly client: T;
  /** False while one of its connections is lost. */
  isConnected(): boolean;
  /** Closes its connections immediately; pending commands fail. */
  cut(): void;
}

/** BullMQ on one of its backends. */
export interface BullMqBackend {
  /** Whether adding several jobs in one call is cheaper than in separate calls. */
  readonly addsInBulk: boolean;
  queue(): Promise<Linked<Queue<BullMqData>>>;
  worker(
    process: (job: Job<BullMqData>, token?: string) => Promise<void>,
    options: BullMqWorkerOptions,
  ): Promise<Linked<Worker<BullMqData>>>;
}

export interface BullMqOptions {
  /** Messages that this process handles at once. */
  readonly concurrency: number;
  /** Time without a renewal after which a message is delivered to another worker, in milliseconds. */
  readonly visibilityTimeoutMs: number;
  /** Interval of checks of the worker, in milliseconds. */
  readonly watchIntervalMs: number;
  readonly clock: Clock;
}

/** Figures of production. */
export const BULLMQ_SETTINGS = {
  concurrency: DEFAULT_CONCURRENCY,
  visibilityTimeoutMs: 30_000,
  watchIntervalMs: 10_000,
};

type NewJob = Parameters<Queue<BullMqData>['addBulk']>[0][number];

const JOB_NAME = 'message';
/** A job that is added and removed to check the server. One that was left by a crash does nothing. */
const CHECK_NAME = 'check';
const CHECK_DELAY_MS = 60 * 60 * 1_000;
/** Maximum number of jobs added in one call. */
const MAX_ADDED = 256;
/** The oldest message is searched among this number of next messages, because urgent messages precede it. */
const OLDEST_AMONG = 20;
/** Time for aborted handlers to finish. */
const LET_GO_MS = 1_000;
/** Timeout for the remaining server calls at shutdown. */
const FAREWELL_MS = 1_000;
const LOW_PRIORITY = 1;
/** The runner counts the attempts. This is the maximum value that Postgres accepts. */
const NO_LIMIT = 1_000_000_000;

/** A queue on BullMQ 6 for several instances, on Redis or Postgres. */
export class BullMqQueueDriver extends QueueDriver {
  readonly capabilities = { delay: true, priority: true, operations: true, consumes: true };

  private readonly logger = new Logger(BullMqQueueDriver.name);
  private readonly running = new Map<string, Cancellation>();
  /**
   * Handles messages that arrived together step by step in parallel instead of one after another. Running the same code
   * many times in a row takes a third less CPU time.
   */
  private readonly arrivals = new TickBatcher<void>({
    schedule: (work) => process.nextTick(work),
    run: (arrived) => arrived.forEach(({ resolve }) => resolve()),
  });
  private readonly concurrency: number;
  private readonly visibilityTimeoutMs: number;
  /** Concurrent publishes share one round trip. Each is acknowledged when its batch is acknowledged. */
  private readonly publishing = new TickBatcher<NewJob>({
    sizeOf: () => MAX_ADDED,
    run: (jobs) => this.add(jobs),
  });
  private readonly watchdog = new WorkerWatchdog();
  private readonly watchIntervalMs: number;
  private readonly clock: Clock;
  private publisher: Linked<Queue<BullMqData>> | undefined;
  /** The active worker. */
  private consumer: Linked<Worker<BullMqData>> | undefined;
  /** All workers that are not closed yet. */
  private readonly consumers = new Set<Linked<Worker<BullMqData>>>();
  private watchTimer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | undefined;
  private taken = 0;
  private started = false;
  private stopping = false;
  private onIdle: (() => void) | undefined;

  constructor(
    private readonly backend: BullMqBackend,
    options: BullMqOptions,
  ) {
    super();
    this.concurrency = options.concurrency;
    this.visibilityTimeoutMs = options.visibilityTimeoutMs;
    this.watchIntervalMs = options.watchIntervalMs;
    this.clock = options.clock;
  }

  async open(): Promise<void> {
    try {
      this.publisher = await this.backend.queue();
      this.queue.on('error', (error) => this.logger.warn(error.message));
      await this.queue.waitUntilReady();
    } catch (error) {
      throw new QueueUnavailableError(error);
    }
  }

  /** Messages with normal priority use BullMQ's fast path; urgent messages go to its head, and others behind it. */
  async publish({ id, body, priority, delayMs, deduplicateForMs }: OutgoingMessage): Promise<void> {
    const opts = {
      jobId: jobIdOf(id),
      ...(delayMs === 0 ? {} : { delay: delayMs }),
      ...(priority === 'high' ? { lifo: true } : {}),
      ...(priority === 'low' ? { priority: LOW_PRIORITY } : {}),
      ...(deduplicateForMs === undefined ? {} : { deduplication: { id, ttl: deduplicateForMs } }),
      removeOnComplete: true,
      removeOnFail: true,
    };
    try {
      if (this.backend.addsInBulk) await this.publishing.submit({ name: JOB_NAME, data: { body }, opts });
      else await Job.create(this.queue, JOB_NAME, { body }, opts);
    } catch (error) {
      throw new QueueUnavailableError(error);
    }
  }

  async start(handle: DeliveryHandler): Promise<void> {
    this.stopping = false;
    this.started = true;
    await this.consume(handle);
    this.watchTimer = setInterval(() => {
      this.looking ??= this.lookAfterWorker(handle).finally(() => (this.looking = undefined));
    }, this.watchIntervalMs).unref();
  }

  async stop(graceMs: number): Promise<void> {
    this.stopping = true;
    this.started = false;
    this.consumer = undefined;
    clearInterval(this.watchTimer);
    const consumers = [...this.consumers];
    const closed = Promise.all(consumers.map(({ client }) => client.close()));
    if (!(await endsWithin(Promise.race([closed, this.idle()]), graceMs))) {
      for (const cancellation of this.running.values()) cancellation.cancel(new QueueStoppingError());
      await endsWithin(Promise.race([closed, this.idle()]), LET_GO_MS);
    }
    if (!(await endsWithin(closed, FAREWELL_MS))) this.logger.warn('the queue server does not respond');
    for (const consumer of consumers) consumer.cut();
    this.consumers.clear();
    await endsWithin(closed, FAREWELL_MS);
  }

  async close(): Promise<void> {
    const { publisher } = this;
    if (!publisher) return;
    await endsWithin(this.publishing.drain(), FAREWELL_MS);
    const closed = publisher.client.close();
    if (!(await endsWithin(closed, FAREWELL_MS))) this.logger.warn('the queue server does not respond');
    publisher.cut();
    await endsWithin(closed, FAREWELL_MS);
  }

  /** Checks the connections of the worker too, because they can fail while those of the publisher work. */
  override async check(): Promise<void> {
    const { consumer, started } = this;
    await consumer?.client.getBackend().getQueueMetaField('paused');
    await this.checkWrites();
    if (started && (!consumer?.isConnected() || this.watchdog.isStuck)) throw new QueueWorkerStuckError();
  }

  /** Reading works on a read-only replica, with full memory and on the wrong node of a cluster too. */
  private async checkWrites(): Promise<void> {
    const options = { delay: CHECK_DELAY_MS, removeOnComplete: true, removeOnFail: true };
    const job = await this.queue.add(CHECK_NAME, { body: '' }, options);
    await job.remove();
  }

  async stats(): Promise<QueueStats> {
    const [counts, paused, next] = await Promise.all([
      this.queue.getJobCounts('wait', 'prioritized', 'delayed', 'active'),
      this.queue.isPaused(),
      this.queue.getJobs(['wait', 'prioritized'], 0, OLDEST_AMONG - 1, true),
    ]);
    // A retried message has been waiting since its last attempt.
    const dues = next.map((job) => Math.max(job.timestamp, job.processedOn ?? 0) + job.delay);
    const oldest = dues.length === 0 ? {} : { oldestDueAt: Math.min(...dues) };
    const { wait = 0, prioritized = 0, delayed = 0, active = 0 } = counts;
    return { ready: wait + prioritized, delayed, running: active, paused, partial: false, ...oldest };
  }

  async peek(limit: number): Promise<WaitingMessage[]> {
    const messages: WaitingMessage[] = [];
    for (const state of ['wait', 'prioritized', 'delayed'] as const) {
      if (messages.length >= limit) break;
      const jobs = await this.queue.getJobs([state], 0, limit - messages.length - 1, true);
      messages.push(...jobs.map(waiting));
    }
    return messages;
  }

  pause(): Promise<void> {
    return this.queue.pause();
  }

  resume(): Promise<void> {
    return this.queue.resume();
  }

  private get queue(): Queue<BullMqData> {
    if (!this.publisher) throw new TypeError('The queue is not open.');
    return this.publisher.client;
  }

  private async consume(handle: DeliveryHandler): Promise<void> {
    const consumer = await this.backend.worker((job, token) => this.process(job, token, handle), {
      concurrency: this.concurrency,
      // A message is found after its lock has expired and the next search has run: together, the timeout.
      lockDuration: this.visibilityTimeoutMs / 2,
      stalledInterval: this.visibilityTimeoutMs / 4,
      maxStalledCount: NO_LIMIT,
    });
    const { client } = consumer;
    client.on('error', (error) => this.logger.warn(error.message));
    // Its timers would go on without connections.
    if (this.stopping) return closeAndCut(consumer, FAREWELL_MS);
    client.on('lockRenewalFailed', (ids: string[]) => {
      for (const id of ids) this.running.get(id)?.cancel(new QueueLeaseLostError());
    });
    this.consumers.add(consumer);
    this.consumer = consumer;
    await client.waitUntilReady();
  }

  /** Replaces a worker that takes no messages, for whatever reason, with one on new connections. */
  private async lookAfterWorker(handle: DeliveryHandler): Promise<void> {
    try {
      const { ready, paused } = await this.stats();
      const isFree = this.running.size < this.concurrency;
      this.watchdog.look({ ready: paused ? 0 : ready, taken: this.taken, isFree });
      if (!this.watchdog.isStuck || this.stopping) return;
      this.logger.warn('the queue worker takes no messages; replacing it');
      this.retire();
      await this.consume(handle);
      this.watchdog.reset();
    } catch (error) {
      this.logger.warn((error as Error).message);
    }
  }

  /** Finishes running messages and takes no more. */
  private retire(): void {
    const { consumer } = this;
    this.consumer = undefined;
    if (!consumer) return;
    void closeAndCut(consumer, this.visibilityTimeoutMs).then(() => this.consumers.delete(consumer));
  }

  /** Resolves when no handler is running. */
  private async idle(): Promise<void> {
    while (this.running.size > 0) await new Promise<void>((resolve) => (this.onIdle = resolve));
  }

  /** BullMQ's bulk method takes 20 ms longer for a single job on Postgres. */
  private async add(batch: readonly Pending<NewJob>[]): Promise<void> {
    const jobs = batch.map(({ item }) => item);
    const [first, ...others] = jobs;
    if (first && others.length === 0) await this.queue.add(first.name, first.data, first.opts);
    else await this.queue.addBulk(jobs);
    for (const { resolve } of batch) resolve();
  }

  private async process(
    job: Job<BullMqData>,
    token: string | undefined,
    handle: DeliveryHandler,
  ): Promise<void> {
    if (job.name === CHECK_NAME) return;
    const jobId = job.id ?? '';
    const cancellation = new Cancellation();
    this.taken += 1;
    this.running.set(jobId, cancellation);
    await this.arrivals.submit();
    try {
      const attempt = job.attemptsStarted - (job.data.returned ?? 0);
      // A closing worker may still receive one more message.
      const outcome: Outcome = this.stopping
        ? { type: 'return' }
        : await handle({ id: idOf(job), body: job.data.body, attempt, cancellation });
      if (outcome.type !== 'done') await this.bringAgain(job, token, outcome);
    } finally {
      this.running.delete(jobId);
      if (this.running.size === 0) this.onIdle?.();
    }
  }

  /** Always throws, so that BullMQ knows that the message is not done. */
  private async bringAgain(
    job: Job<BullMqData>,
    token: string | undefined,
    outcome: Exclude<Outcome, { type: 'done' }>,
  ): Promise<never> {
    const { body, returned = 0 } = job.data;
    const delayMs = outcome.delayMs ?? 0;
    try {
      if (outcome.type === 'return') await job.updateData({ body, returned: returned + 1 });
      if (outcome.type === 'retry' || delayMs > 0) await job.moveToDelayed(this.clock.now() + delayMs, token);
      else await job.moveToWait(token);
    } catch (error) {
      // For BullMQ, any other error ends the message. Without it, the message is found as lost and delivered again.
      this.logger.warn((error as Error).message);
      throw new WaitingError();
    }
    throw new DelayedError();
  }
}

/**
 * BullMQ ignores a job whose id still exists, and a dead letter may be replayed before its last delivery has ended.
 * Therefore, each publication is a separate job. A command that is retried after a reconnect has the same id.
 */
const jobIdOf = (id: string): string => `${id}.${randomUUID().slice(0, 13)}`;

const idOf = (job: Job<BullMqData>): string => (job.id ?? '').replace(/\.[^.]*$/, '');

function waiting(job: Job<BullMqData>): WaitingMessage {
  const priority: Priority = job.opts.lifo ? 'high' : job.priority === LOW_PRIORITY ? 'low' : 'normal';
  return {
    id: idOf(job),
    body: job.data.body,
    attempts: job.attemptsStarted - (job.data.returned ?? 0),
    priority,
    dueAt: job.timestamp + job.delay,
  };
}

async function closeAndCut(consumer: Linked<Worker<BullMqData>>, timeoutMs: number): Promise<void> {
  await endsWithin(consumer.client.close(), timeoutMs);
  consumer.cut();
}

/** Whether it settled before the timeout. */
function endsWithin(work: Promise<unknown>, milliseconds: number): Promise<boolean> {
  const ended = work.then(
    () => true,
    () => true,
  );
  return withDeadline(ended, milliseconds, () => false);
}
