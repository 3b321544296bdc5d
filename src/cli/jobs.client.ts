import { CannotRunError } from 'monday-persistence/command-line';
import { sendHttpRequest } from 'monday-persistence/http-client';
import { fieldsOf, tryParseJson } from 'monday-persistence/json';
import { profileOf, type Variables } from '../config/index.js';
import { CronJobs, type CronResult } from '../cron/index.js';
import { BaseError } from '../errors/index.js';
import { type LoadApp } from './load-app.js';
import { onFirstSignal } from './on-first-signal.js';

/** A little less than fetch waits for the head of a response. */
const TIMEOUT_MS = 290_000;
const PROBE_MS = 2_000;
const MAX_RESPONSE_BYTES = 64 * 1024;

/**
 * Runs scheduled jobs by hand: in the app that `npm run dev` runs, or else in an instance of the app in this process.
 */
export class JobsClient {
  /** @param sandboxUrl address of the local platform */
  constructor(
    private readonly variables: Variables,
    private readonly sandboxUrl: () => string,
    private readonly loadApp: LoadApp,
  ) {}

  /** @throws CannotRunError if there is no such job, it failed, or the app cannot be reached */
  async run(name: string): Promise<CronResult> {
    if (profileOf(this.variables) === 'local') return this.runInDevelopment(name);
    const isInDevelopment = this.variables.NODE_ENV !== 'production' && (await this.isInDevelopment(name));
    return isInDevelopment ? this.runInDevelopment(name) : this.runHere(name);
  }

  /** Whether `npm run dev -- --as` runs an app with this job, which has other variables than this process. */
  private async isInDevelopment(name: string): Promise<boolean> {
    const url = `${this.sandboxUrl()}/__sandbox/cron`;
    const request = { method: 'GET', url, timeoutMs: PROBE_MS, maxResponseBytes: MAX_RESPONSE_BYTES };
    const reply = await sendHttpRequest(request).catch(() => undefined);
    const jobs = reply?.isSuccess ? tryParseJson(reply.text()) : undefined;
    return Array.isArray(jobs) && jobs.some((job) => fieldsOf(job)['name'] === name);
  }

  private async runInDevelopment(name: string): Promise<CronResult> {
    const url = `${this.sandboxUrl()}/__sandbox/cron/${encodeURIComponent(name)}`;
    const request = { method: 'POST', url, timeoutMs: TIMEOUT_MS, maxResponseBytes: MAX_RESPONSE_BYTES };
    const reply = await sendHttpRequest(request).catch(() => {
      throw new CannotRunError(`The local platform does not answer at ${url}. Start npm run dev.`);
    });
    const { status, message } = fieldsOf(tryParseJson(reply.text()));
    if (reply.isSuccess && (status === 'done' || status === 'skipped')) return status;
    throw new CannotRunError(typeof message === 'string' ? message : `The app answered ${reply.status}.`);
  }

  /**
   * The instance listens on no port and triggers no other job, so that the app may run beside it. It works on the queue
   * meanwhile. A signal aborts the job.
   */
  private async runHere(name: string): Promise<CronResult> {
    const { createApp } = await import('../bootstrap.js');
    const variables = { ...this.variables, METRICS_PORT: undefined };
    const app = await createApp(variables, { imports: [await this.loadApp()] });
    const jobs = app.get(CronJobs);
    jobs.runOnlyByHand();
    const stop = onFirstSignal(() => jobs.stop());
    try {
      await app.init();
      return await jobs.runNow(name);
    } catch (error) {
      if (stop.wasCalled) throw new CannotRunError(`${name} was stopped.`);
      if (error instanceof BaseError) throw new CannotRunError(error.message);
      throw error;
    } finally {
      await app.close();
      stop.forget();
    }
  }
}
