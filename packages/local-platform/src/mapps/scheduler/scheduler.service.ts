import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Clock } from 'monday-persistence/clock';
import { sendHttpRequest } from 'monday-persistence/http-client';
import { DeliveryLog, Message, receivedMessage, type Outcome } from '../../requests/index.js';
import { SandboxSettings } from '../../state/index.js';
import { JobStore } from './job.store.js';
import { isDue, type ScheduledJob } from './scheduled-job.js';

const MINUTE_MS = 60_000;
/** Of the answer, which only people read. */
const MAX_RESPONSE_BYTES = 64 * 1024;
const SECOND_MS = 1_000;
/** Assumed; monday does not say what it is without `timeout`. */
const TIMEOUT_SECONDS = 300;
/** docs/monday-platform.md#scheduler */
const BACKOFF_SECONDS = 600;

/**
 * Posts to the app's `/mndy-cronjob` when a job is due, as monday's scheduler does, and again after a status other than
 * 2xx as often as the job says. What was due while the platform was stopped is not made up for, nor is a retry.
 */
@Injectable()
export class Scheduler implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Scheduler');
  private readonly stopping = new AbortController();
  private readonly running = new Set<Promise<void>>();
  private cancel: () => void = () => undefined;

  constructor(
    private readonly jobs: JobStore,
    private readonly settings: SandboxSettings,
    private readonly log: DeliveryLog,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.waitForMinute();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.cancel();
    this.stopping.abort();
    await Promise.all(this.running);
  }

  /** Starts a run of the job, with its retries, and does not wait for it. */
  start(job: ScheduledJob): void {
    const run = this.run(job)
      .catch((error: unknown) => this.logger.error((error as Error).message))
      .finally(() => this.running.delete(run));
    this.running.add(run);
  }

  private waitForMinute(): void {
    const now = this.clock.now();
    const minute = now - (now % MINUTE_MS) + MINUTE_MS;
    this.cancel = this.clock.after(minute - now, () => {
      void this.startDue(new Date(minute)).catch((error: unknown) =>
        this.logger.error((error as Error).message),
      );
      this.waitForMinute();
    });
  }

  private async startDue(minute: Date): Promise<void> {
    for (const job of await this.jobs.list()) {
      if (isDue(job, minute)) this.start(job);
    }
  }

  private async run(job: ScheduledJob): Promise<void> {
    const { maxRetries = 0, minBackoffDuration = BACKOFF_SECONDS } = job.retryConfig ?? {};
    for (let retry = 0; ; retry += 1) {
      const status = await this.post(job);
      if ((status >= 200 && status < 300) || this.stopping.signal.aborted) return;
      this.logger.warn(`The app answered ${status === 0 ? 'nothing' : status} to the job ${job.name}.`);
      if (retry >= maxRetries) return;
      const pause = minBackoffDuration * SECOND_MS * 2 ** retry;
      const isOver = await this.clock.sleep(pause, this.stopping.signal).then(
        () => false,
        () => true,
      );
      if (isOver) return;
    }
  }

  /** Resolves to the status, 0 if there was no reply. */
  private async post({ targetUrl, timeout = TIMEOUT_SECONDS }: ScheduledJob): Promise<number> {
    const url = `${this.settings.appUrl}/mndy-cronjob${targetUrl}`;
    const request = Message.of([]);
    const send = async (): Promise<{ readonly outcome: Outcome }> => {
      try {
        const response = await sendHttpRequest({
          method: 'POST',
          url,
          timeoutMs: timeout * SECOND_MS,
          maxResponseBytes: MAX_RESPONSE_BYTES,
          signal: this.stopping.signal,
        });
        const { status } = response;
        return { outcome: { status, request, response: receivedMessage(response) } };
      } catch {
        return { outcome: { status: 0, request } };
      }
    };
    return (await this.log.record(url, send)).outcome.status;
  }
}
