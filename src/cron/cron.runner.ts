import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../clock/index.js';
import { Tracing } from '../telemetry/index.js';
import { CronRunFailedError, CronTimeoutError } from './cron.errors.js';
import { type CronJob } from './cron.registry.js';
import { CronRuns, type CronRun, type NotClaimed } from './cron-runs.js';
import { runInCron } from './current-run.js';

export type CronResult = 'done' | 'skipped';

/** `held`: a run by hand is in progress, after which this due time should run. */
export type ScheduledResult = CronResult | 'held';

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
  async run(job: CronJob, dueAt: number, stopping?: AbortSignal): Promise<ScheduledResult> {
    return this.runClaimed(job, await this.runs.claim(job.name, dueAt, job), stopping);
  }

  /**
   * Runs the job now, as an operator requested, unless it is in progress. Its due times do not change.
   * @param stopping aborted when the app stops; such a run is not repeated
   * @throws CronRunFailedError
   */
  async runNow(job: CronJob, stopping: AbortSignal): Promise<CronResult> {
    const options = { timeoutSeconds: job.timeoutSeconds, isByHand: true };
    const claimed = await this.runs.claim(job.name, this.clock.now(), options);
    const result = await this.runClaimed(job, claimed, stopping);
    return result === 'held' ? 'skipped' : result;
  }

  private async runClaimed(
    job: CronJob,
    run: CronRun | NotClaimed,
    stopping?: AbortSignal,
  ): Promise<ScheduledResult> {
    if (typeof run === 'string') return run;
    const stopRenewing = this.runs.keepAlive(run);
    try {
      const span = { name: `cron ${job.name}`, parentTraceparent: this.tracing.traceparent() };
      await this.tracing.begin(span, () => this.invoke(job, run.dueAt, stopping));
    } catch (error) {
      const isInterrupted = stopping?.aborted === true;
      if (!isInterrupted) this.logger.error({ job: job.name, err: error }, 'scheduled job failed');
      await stopRenewing();
      await this.runs.end(run, isInterrupted ? 'interrupted' : 'failed');
      throw new CronRunFailedError(error);
    }
    await stopRenewing();
    await this.runs.end(run, 'done');
    return 'done';
  }

  private async invoke(job: CronJob, dueAt: number, stopping?: AbortSignal): Promise<void> {
    // Not a signal that depends on `stopping`: it would be kept, with all that listens to it, until the app stops.
    const run = new AbortController();
    const { signal } = run;
    const stop = (): void => run.abort(stopping?.reason);
    const cancel = this.clock.after(job.timeoutSeconds * 1_000, () =>
      run.abort(new CronTimeoutError(job.timeoutSeconds)),
    );
    stopping?.addEventListener('abort', stop);
    try {
      stopping?.throwIfAborted();
      await new Promise<void>((resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
        const context = { name: job.name, dueAt, signal };
        void runInCron(context, async () => job.invoke(context)).then(resolve, reject);
      });
    } finally {
      cancel();
      stopping?.removeEventListener('abort', stop);
    }
  }
}
