import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { CronJobNotFoundError } from './cron.errors.js';
import { CronRegistry } from './cron.registry.js';
import { CronScheduler } from './cron-scheduler.js';
import { CronRunner, type CronResult } from './cron.runner.js';

/** A scheduled job, for operators. */
export interface ListedCronJob {
  readonly name: string;
  /** Five fields, in UTC. */
  readonly schedule: string;
  /** The method, with its feature. */
  readonly place: string;
}

/** The scheduled jobs of the app, for operators. */
@Injectable()
export class CronJobs implements BeforeApplicationShutdown {
  private readonly stopping = new AbortController();
  private readonly running = new Set<Promise<CronResult>>();

  constructor(
    private readonly registry: CronRegistry,
    private readonly runner: CronRunner,
    private readonly scheduler: CronScheduler,
  ) {}

  /** Before the app starts: jobs run by hand only, in a process beside the app. */
  runOnlyByHand(): void {
    this.scheduler.suspend();
  }

  list(): readonly ListedCronJob[] {
    return this.registry.all().map(({ name, expression, place }) => ({ name, schedule: expression, place }));
  }

  /**
   * Runs a job now, unless it is in progress. A due time that passes meanwhile runs after it. A run that is stopped with
   * the app is not repeated.
   * @throws CronJobNotFoundError | CronRunFailedError
   */
  runNow(name: string): Promise<CronResult> {
    const job = this.registry.find(name);
    if (!job) throw new CronJobNotFoundError();
    const run = this.runner.runNow(job, this.stopping.signal).finally(() => this.running.delete(run));
    this.running.add(run);
    return run;
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.stop();
  }

  /** Aborts the runs by hand, and waits until that is stored. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.allSettled(this.running);
  }
}
