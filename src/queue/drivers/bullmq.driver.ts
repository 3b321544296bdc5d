import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { DelayedError, Job, WaitingError, type Queue, type Worker } from 'bullmq';
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
import { QueueLeaseLostError, QueueStoppingError } from '../queue.errors.js';
import { Cancellation } from '../cancellation.js';
import { Arrivals } from './arrivals.js';
import { PublishGroup } from './publish-group.js';

/** What BullMQ keeps of a message besides its id. */
export interface BullMqData {
  readonly body: string;
  /** Tries that ended with the message given back; they do not count. */
  readonly returned?: number;
}

export interface BullMqWorkerOptions {
  readonly concurrency: number;
  /** A worker that is silent for so long has lost its messages. */
  readonly lockDuration: number;
  /** How often lost messages are looked for. */
  readonly stalledInterval: number;
  readonly maxStalledCount: number;
}

/** BullMQ on one of its backends. */
export interface BullMqBackend {
  /** Whether jobs that are added in one call cost less than each in a call of its own. */
  readonly addsInBulk: boolean;
  queue(): Promise<Queue<BullMqData>>;
  worker(
    process: (job: Job<BullMqData>, token?: string) => Promise<void>,
    options: BullMqWorkerOptions,
  ): Promise<Worker<BullMqData>>;
  /** Ends what its queues and workers, closed before, have left open. */
  close(): void;
}

export interface BullMqOptions {
  readonly concurrency?: number;
  readonly visibilityTimeoutMs?: number;
}

type NewJob = Parameters<Queue<BullMqData>['addBulk']>[0][number];

const JOB_NAME = 'message';
/** The oldest message is looked for among so many that are next: urgent ones stand before it. */
const OLDEST_AMONG = 20;
/** How long aborted handlers get to let go. */
const LET_GO_MS = 1_000;
const LOW_PRIORITY = 1;
/** The runner counts the tries; Postgres takes no larger number. */
const NO_LIMIT = 1_000_000_000;

/** The queue in BullMQ 6, for several instances, on Redis or on Postgres. */
export class BullMqQueueDriver extends QueueDriver {
  readonly capabilities = { delay: true, priority: true, operations: true, consumes: true };

  private readonly logger = new Logger(BullMqQueueDriver.name);
  private readonly running = new Map<string, Cancellation>();
  private readonly arrivals = new Arrivals();
  private readonly concurrency: number;
  private readonly visibilityTimeoutMs: number;
  private readonly publishing = new PublishGroup<NewJob>((jobs) => this.add(jobs));
  private queue!: Queue<BullMqData>;
  private worker: Worker<BullMqData> | undefined;
  private stopping = false;

  constructor(
    private readonly backend: BullMqBackend,
    options: BullMqOptions = {},
  ) {
    super();
    this.concurrency = options.concurrency ?? DEFAULT_CONCURRENCY;
    this.visibilityTimeoutMs = options.visibilityTimeoutMs ?? 30_000;
  }

  async open(): Promise<void> {
    this.queue = await this.backend.queue();
    this.queue.on('error', (error) => this.logger.warn(error.message));
    await this.queue.waitUntilReady();
  }

  /** Normal messages take BullMQ's fast lane; urgent ones go to its head, the others behind it. */
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
    if (this.backend.addsInBulk) await this.publishing.submit({ name: JOB_NAME, data: { body }, opts });
    else await Job.create(this.queue, JOB_NAME, { body }, opts);
  }

  async start(handle: DeliveryHandler): Promise<void> {
    this.stopping = false;
    this.worker = await this.backend.worker((job, token) => this.process(job, token, handle), {
      concurrency: this.concurrency,
      // A message is missed when its lock has run out and a round of the search has passed: together, the timeout.
      lockDuration: this.visibilityTimeoutMs / 2,
      stalledInterval: this.visibilityTimeoutMs / 4,
      maxStalledCount: NO_LIMIT,
    });
    this.worker.on('error', (error) => this.logger.warn(error.message));
    this.worker.on('lockRenewalFailed', (ids: string[]) => {
      for (const id of ids) this.running.get(id)?.cancel(new QueueLeaseLostError());
    });
    await this.worker.waitUntilReady();
  }

  async stop(graceMs: number): Promise<void> {
    const { worker } = this;
    this.stopping = true;
    this.worker = undefined;
    if (!worker) return;
    const closed = worker.close();
    if (await endsWithin(closed, graceMs)) return;
    for (const cancellation of this.running.values()) cancellation.cancel(new QueueStoppingError());
    if (await endsWithin(closed, LET_GO_MS)) return;
    await worker.close(true);
  }

  async close(): Promise<void> {
    await this.publishing.drain();
    try {
      await this.queue.close();
    } finally {
      this.backend.close();
    }
  }

  async stats(): Promise<QueueStats> {
    const [counts, paused, next] = await Promise.all([
      this.queue.getJobCounts('wait', 'prioritized', 'delayed', 'active'),
      this.queue.isPaused(),
      this.queue.getJobs(['wait', 'prioritized'], 0, OLDEST_AMONG - 1, true),
    ]);
    // A message that was tried before has waited since that try.
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

  /** BullMQ's way for many costs a single one 20 ms more on Postgres. */
  private add(jobs: readonly NewJob[]): Promise<unknown> {
    const [first, ...others] = jobs;
    if (first && others.length === 0) return this.queue.add(first.name, first.data, first.opts);
    return this.queue.addBulk([...jobs]);
  }

  private async process(
    job: Job<BullMqData>,
    token: string | undefined,
    handle: DeliveryHandler,
  ): Promise<void> {
    const jobId = job.id ?? '';
    const { body, returned = 0 } = job.data;
    const cancellation = new Cancellation();
    this.running.set(jobId, cancellation);
    await this.arrivals.next();
    try {
      const attempt = job.attemptsStarted - returned;
      // A worker that closes may still have been given one message more.
      const outcome: Outcome = this.stopping
        ? { type: 'return' }
        : await handle({ id: idOf(job), body, attempt, cancellation });
      switch (outcome.type) {
        case 'done':
          return;
        case 'retry':
          await job.moveToDelayed(Date.now() + outcome.delayMs, token);
          throw new DelayedError();
        case 'return':
          await job.updateData({ body, returned: returned + 1 });
          if (outcome.delayMs !== undefined && outcome.delayMs > 0) {
            await job.moveToDelayed(Date.now() + outcome.delayMs, token);
            throw new DelayedError();
          }
          await job.moveToWait(token);
          throw new WaitingError();
      }
    } finally {
      this.running.delete(jobId);
    }
  }
}

/**
 * BullMQ ignores a job whose id is still there, and a dead letter may be replayed before its last delivery has ended. So
 * each publication is a job of its own; a command that is sent again after a reconnect is the same one.
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

async function endsWithin(work: Promise<void>, milliseconds: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, milliseconds, false);
  });
  const ended = await Promise.race([work.then(() => true as const), late]);
  clearTimeout(timer);
  return ended;
}
