import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../clock/index.js';
import { Tracing } from '../telemetry/index.js';
import { CronRunFailedError, CronTimeoutError } from './cron.errors.js';
import { type CronJob } from './cron.registry.js';
import { CronRuns } from './cron-runs.js';

export type CronResult = 'done' | 'skipped';

/** Runs scheduled jobs, once for each due time. */
@Injectable()
export class CronRunner {
  private readonly logger = new Logger(CronRunner.name);

  constructor(
    private readonly runs: CronRuns,
    private readonly clock: Clock,
    private readonly tracing: Tracing,
  ) {}

  /**
   * Runs the job for one due time, unless it is done or in progress.
   * @param stopping aborted when the app stops
   * @throws CronRunFailedError
   */
  async run(job: CronJob, dueAt: number, stopping?: AbortSignal): Promise<CronResult> {
    const run = await this.runs.claim(job.name, dueAt, job.timeoutSeconds);
    if (!run) return 'skipped';
    try {
      const span = { name: `cron ${job.name}`, parentTraceparent: this.tracing.traceparent() };
      await this.tracing.begin(span, () => this.invoke(job, dueAt, stopping));
    } catch (error) {
      this.logger.error({ job: job.name, err: error }, 'scheduled job failed');
      await this.runs.end(run, 'failed');
      throw new CronRunFailedError(error);
    }
    await this.runs.end(run, 'done');
    return 'done';
  }

  private async invoke(job: CronJob, dueAt: number, stopping?: AbortSignal): Promise<void> {
    const late = new AbortController();
    const cancel = this.clock.after(job.timeoutSeconds * 1_000, () =>
      late.abort(new CronTimeoutError(job.timeoutSeconds)),
    );
    const signal = stopping ? AbortSignal.any([late.signal, stopping]) : late.signal;
    try {
      signal.throwIfAborted();
      await new Promise<void>((resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
        void (async () => job.invoke({ name: job.name, dueAt, signal }))().then(resolve, reject);
      });
    } finally {
      cancel();
    }
  }
}
