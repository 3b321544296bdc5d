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

/** Triggers the scheduled jobs in this process, except on monday code, whose scheduler calls the app. */
@Injectable()
export class CronScheduler implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(CronScheduler.name);
  private readonly stopping = new AbortController();
  private readonly timers = new Map<string, () => void>();
  private readonly running = new Set<Promise<void>>();

  constructor(
    private readonly registry: CronRegistry,
    private readonly runner: CronRunner,
    private readonly runs: CronRuns,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.profile === 'monday-code') return;
    for (const job of this.registry.all()) {
      this.plan(job, job.schedule.next(this.clock.now()));
      this.track(this.watch(job));
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    for (const cancel of this.timers.values()) cancel();
    this.stopping.abort();
    await Promise.all(this.running);
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

  /** The runner logs a failed run; the next due time is not affected. */
  private async run(job: CronJob, dueAt: number): Promise<void> {
    try {
      const result = await this.runner.run(job, dueAt, this.stopping.signal);
      if (result === 'skipped') await this.watch(job);
    } catch (error) {
      if (!(error instanceof CronRunFailedError)) this.logger.error({ job: job.name, err: error });
    }
  }
}
