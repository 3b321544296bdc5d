import { Injectable } from '@nestjs/common';
import { CronJobNotFoundError } from './cron.errors.js';
import { CronRegistry } from './cron.registry.js';
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
export class CronJobs {
  constructor(
    private readonly registry: CronRegistry,
    private readonly runner: CronRunner,
  ) {}

  list(): readonly ListedCronJob[] {
    return this.registry.all().map(({ name, expression, place }) => ({ name, schedule: expression, place }));
  }

  /**
   * Runs a job now, unless it is in progress.
   * @throws CronJobNotFoundError | CronRunFailedError
   */
  runNow(name: string): Promise<CronResult> {
    const job = this.registry.find(name);
    if (!job) throw new CronJobNotFoundError();
    return this.runner.runNow(job);
  }
}
