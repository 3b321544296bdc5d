import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Clock } from '../clock/index.js';
import { AppConfig } from '../config/index.js';
import { CronRegistry, type CronJob } from './cron.registry.js';
import { CronRunner } from './cron.runner.js';
import { CronRuns } from './cron-runs.js';
import { CronRunFailedError } from './cron.errors.js';

/** Maximum duration of a timer, because timers are limited and clocks can be changed. */
const LONGEST_WAIT_MS = 60 * 60_000;
/** How soon after a run by hand the due time that passed meanwhile runs, at the latest. */
const HELD_MS = 10_000;

/** Triggers the scheduled jobs in this process, except on monday code, whose scheduler calls the app. */
@Injectable()
export class CronScheduler implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(CronScheduler.name);
  private readonly stopping = new AbortController();
  private readonly timers = new Map<string, () => void>();
  private readonly running = new Set<Promise<void>>();
  /** The last due time of each job that passed during a run by hand. */
  private readonly held = new Map<string, number>();
  private isSuspended = false;

  constructor(
    private readonly registry: CronRegistry,
    private readonly runner: CronRunner,
    private readonly runs: CronRuns,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  /** Before the app starts: it triggers no jobs. For a process that runs one of them by hand. */
  suspend(): void {
    this.isSuspended = true;
  }

  onApplicationBootstrap(): void {
    if (this.isSuspended || this.config.profile === 'monday-code') return;
    for (const job of this.registry.all()) {
      this.plan(job, job.schedule.next(this.clock.now()));
      this.track(this.watch(job));
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    for (const cancel of this.timers.values()) cancel();
    this.stopping.abort();
    await Promise.all(this.running);
    for (const [job, dueAt] of this.held) {
      const event = 'cron.due_time_missed';
      this.logger.warn(
        { event, job, dueAt },
        'a due time passed during a run by hand, and the app stops before it could run',
      );
    }
  }

  private plan(job: CronJob, dueAt: number): void {
    const wait = Math.min(LONGEST_WAIT_MS, Math.max(0, dueAt - this.clock.now()));
    this.timers.set(
      job.name,
      this.clock.after(wait, () => this.tick(job, dueAt)),
    );
  }

  private tick(job: CronJob, dueAt: number): void {
    if (this.clock.now() < dueAt) {
      this.plan(job, dueAt);
      return;
    }
    this.plan(job, job.schedule.next(this.clock.now()));
    this.track(this.run(job, dueAt));
  }

  private track(work: Promise<void>): void {
    const tracked = work.finally(() => this.running.delete(tracked));
    this.running.add(tracked);
  }

  /** Repeats a run whose process died, or that was interrupted by the stop of an instance, once it is free. */
  private async watch(job: CronJob): Promise<void> {
    const unfinished = await this.runs.unfinished(job.name).catch(() => undefined);
    if (!unfinished || this.stopping.signal.aborted) return;
    const wait = Math.min(LONGEST_WAIT_MS, Math.max(0, unfinished.freeAt - this.clock.now()));
    this.timers.set(
      `${job.name} repeated`,
      this.clock.after(wait, () => this.track(this.run(job, unfinished.dueAt))),
    );
  }

  /** Of several due times that pass during a run by hand, the last one runs. */
  private hold(job: CronJob, dueAt: number): void {
    const last = Math.max(dueAt, this.held.get(job.name) ?? 0);
    this.held.set(job.name, last);
    if (this.stopping.signal.aborted) return;
    this.wait(`${job.name} held`, HELD_MS, () => this.track(this.run(job, last)));
  }

  private wait(name: string, ms: number, then: () => void): void {
    this.timers.get(name)?.();
    this.timers.set(name, this.clock.after(ms, then));
  }

  /** The runner logs a failed run; the next due time is not affected. */
  private async run(job: CronJob, dueAt: number): Promise<void> {
    try {
      const result = await this.runner.run(job, dueAt, this.stopping.signal);
      if (result === 'held') this.hold(job, dueAt);
      else this.held.delete(job.name);
      if (result === 'skipped') await this.watch(job);
    } catch (error) {
      if (!(error instanceof CronRunFailedError)) this.logger.error({ job: job.name, err: error });
    }
  }
}
