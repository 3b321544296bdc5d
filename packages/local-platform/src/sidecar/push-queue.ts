import { Clock } from 'monday-persistence/clock';
import { isUtf8 } from 'node:buffer';
import { randomInt, randomUUID } from 'node:crypto';
import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Persistence } from 'monday-persistence';
import { sendHttpRequest } from 'monday-persistence/http-client';
import { DeliveryFaults } from '../faults/index.js';
import { DeliveryLog, Message, receivedMessage, type Outcome } from '../requests/index.js';
import { SandboxSettings } from '../state/index.js';

/** A message that is not delivered yet. */
export interface QueuedMessage {
  readonly id: string;
  readonly message: string;
  /** `base64` if the message is not text. */
  readonly encoding?: 'base64';
  /** Deliveries that failed. */
  readonly attempts: number;
}

/** docs/monday-platform.md#queue: ten attempts in total, ten minutes each. */
const MAX_ATTEMPTS = 10;
const DELIVERY_TIMEOUT_MS = 10 * 60 * 1000;
/** Of the answer, which only people read. */
const MAX_RESPONSE_BYTES = 64 * 1024;
const MAX_AT_ONCE = 10;
const MAX_PAUSE_MS = 60_000;
const WAITING = 'push-queue/waiting/';
const DEAD = 'push-queue/dead/';
const PAGE = 500;
const SHOWN = 50;

/** Delivers messages to the app's `/mndy-queue`, with retries until it answers 200 or ten attempts failed. */
@Injectable()
export class PushQueue implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopping = new AbortController();
  private readonly running = new Set<Promise<void>>();
  private readonly ready: QueuedMessage[] = [];
  private atWork = 0;
  /** Whether the form of the body needs no hint: the app has acknowledged a message, or the hint was given. */
  private isFormSettled = false;

  constructor(
    private readonly persistence: Persistence,
    private readonly settings: SandboxSettings,
    private readonly log: DeliveryLog,
    private readonly faults: DeliveryFaults,
    private readonly clock: Clock,
  ) {}

  /** Resumes messages of an earlier run. */
  async onApplicationBootstrap(): Promise<void> {
    for await (const page of this.persistence.pages({ prefix: WAITING, limit: PAGE })) {
      for (const { value } of page) this.enqueue(JSON.parse(value) as QueuedMessage);
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.running);
  }

  /** Resolves to the message's id when the message is stored; delivers it afterwards. */
  async publish(message: string | Buffer): Promise<string> {
    const queued = { id: randomUUID(), ...encode(message), attempts: 0 };
    await this.persistence.upsert(WAITING + queued.id, JSON.stringify(queued));
    this.enqueue(queued);
    return queued.id;
  }

  /** Pending messages or dead letters, unordered. */
  async list(state: 'waiting' | 'dead'): Promise<readonly QueuedMessage[]> {
    const prefix = state === 'dead' ? DEAD : WAITING;
    const entries = await this.persistence.scan({ prefix, limit: SHOWN });
    return entries.map(({ value }) => JSON.parse(value) as QueuedMessage);
  }

  /** Delivers a dead letter again with ten new attempts; resolves to whether it existed. */
  async replay(id: string): Promise<boolean> {
    const entry = await this.persistence.get(DEAD + id);
    if (!entry) return false;
    const queued = { ...(JSON.parse(entry.value) as QueuedMessage), attempts: 0 };
    await this.persistence.batch([
      { type: 'delete', key: DEAD + id },
      { type: 'upsert', key: WAITING + id, value: JSON.stringify(queued) },
    ]);
    this.enqueue(queued);
    return true;
  }

  /** Deletes a dead letter; resolves to whether it existed. */
  drop(id: string): Promise<boolean> {
    return this.persistence.delete(DEAD + id);
  }

  private enqueue(message: QueuedMessage): void {
    this.ready.push(message);
    this.work();
  }

  private work(): void {
    while (this.atWork < MAX_AT_ONCE && !this.stopping.signal.aborted) {
      const next = this.ready.shift();
      if (!next) return;
      this.atWork += 1;
      const delivery = this.deliver(next)
        .catch((error: unknown) => new Logger('Queue').error((error as Error).message))
        .finally(() => {
          this.atWork -= 1;
          this.work();
        });
      this.track(delivery);
    }
  }

  private async deliver(message: QueuedMessage): Promise<void> {
    if (await this.push(message)) {
      await this.persistence.delete(WAITING + message.id);
      return;
    }
    if (this.stopping.signal.aborted) return;
    const failed = { ...message, attempts: message.attempts + 1 };
    const text = JSON.stringify(failed);
    if (failed.attempts >= MAX_ATTEMPTS) {
      await this.persistence.batch([
        { type: 'delete', key: WAITING + failed.id },
        { type: 'upsert', key: DEAD + failed.id, value: text },
      ]);
      new Logger('Queue').warn(`Message ${failed.id} became a dead letter after ${MAX_ATTEMPTS} attempts.`);
      return;
    }
    await this.persistence.upsert(WAITING + failed.id, text);
    this.track(this.enqueueLater(failed));
  }

  private async enqueueLater(message: QueuedMessage): Promise<void> {
    const { queueRetryMs } = this.settings;
    const pause = Math.min(queueRetryMs * 2 ** (message.attempts - 1), MAX_PAUSE_MS);
    try {
      await this.clock.sleep(pause + randomInt(queueRetryMs), this.stopping.signal);
      this.enqueue(message);
    } catch {
      // The platform is stopping; the message is stored until the next start.
    }
  }

  /** Whether the app acknowledged it, which only 200 does (docs/monday-platform.md#queue). */
  private async push(message: QueuedMessage): Promise<boolean> {
    const url = `${this.settings.appUrl}/mndy-queue`;
    const target = { method: 'POST', path: '/mndy-queue', accountId: () => Promise.resolve(undefined) };
    const send = (): Promise<{ readonly outcome: Outcome }> =>
      this.log.record(url, async () => ({ outcome: await this.post(message) }));
    const { status } = (await this.faults.around(target, send)).outcome;
    this.hintAtForm(status);
    return status === 200;
  }

  /** The two forms of the body cannot be told apart by the answer, so an app that refuses the first one is only told. */
  private hintAtForm(status: number): void {
    if (this.isFormSettled || status === 0) return;
    this.isFormSettled = true;
    if (status === 200) return;
    const [given, other] =
      this.settings.queueBody === 'content' ? ['content', 'message'] : ['message', 'content'];
    new Logger('Queue').warn(
      `The app answered ${status} to its first message, in the form SANDBOX_QUEUE_BODY=${given}. ` +
        `If it expects the other form, set SANDBOX_QUEUE_BODY=${other}.`,
    );
  }

  private async post(message: QueuedMessage): Promise<Outcome> {
    const url = new URL(`${this.settings.appUrl}/mndy-queue`);
    url.searchParams.set('secret', this.settings.app.queueSecret);
    const headers = { 'Content-Type': 'application/json' };
    const body = this.bodyOf(message);
    const request = Message.of(Object.entries(headers), body);
    try {
      const response = await sendHttpRequest({
        method: 'POST',
        url,
        headers,
        body,
        timeoutMs: DELIVERY_TIMEOUT_MS,
        maxResponseBytes: MAX_RESPONSE_BYTES,
        signal: this.stopping.signal,
      });
      return { status: response.status, request, response: receivedMessage(response) };
    } catch {
      return { status: 0, request };
    }
  }

  private bodyOf({ message, encoding }: QueuedMessage): string | Uint8Array<ArrayBuffer> {
    if (this.settings.queueBody === 'content') return JSON.stringify({ content: message });
    return encoding === undefined ? message : Uint8Array.from(Buffer.from(message, encoding));
  }

  private track(work: Promise<void>): void {
    this.running.add(work);
    void work.finally(() => this.running.delete(work));
  }
}

/** Bytes that are text are stored as text, which the console shows. */
function encode(message: string | Buffer): Pick<QueuedMessage, 'message' | 'encoding'> {
  if (typeof message === 'string') return { message };
  return isUtf8(message)
    ? { message: message.toString('utf8') }
    : { message: message.toString('base64'), encoding: 'base64' };
}
