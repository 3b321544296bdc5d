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
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.profile === 'monday-code') return;
    for (const job of this.registry.all()) this.plan(job, job.schedule.next(this.clock.now()));
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
    const run = this.run(job, dueAt).finally(() => this.running.delete(run));
    this.running.add(run);
  }

  /** The runner logs a failed run; the next due time is not affected. */
  private async run(job: CronJob, dueAt: number): Promise<void> {
    try {
      await this.runner.run(job, dueAt, this.stopping.signal);
    } catch (error) {
      if (!(error instanceof CronRunFailedError)) this.logger.error({ job: job.name, err: error });
    }
  }
}
