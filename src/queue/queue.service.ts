import { createHash, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { requireCaller } from '../caller/index.js';
import { KeyRing } from '../secrets/index.js';
import { Clock } from '../clock/index.js';
import { DeadLetters, type DeadLetter } from './dead-letters.js';
import { readEnvelope, sealEnvelope } from './envelope.js';
import { QueueDriver, type Priority, type QueueStats } from './queue.driver.js';
import { QueueArgumentError, QueuePayloadTooLargeError } from './queue.errors.js';

export interface PublishOptions {
  /** A second publish of the same type and account with this key, within 30 days, does nothing and returns the first id. */
  readonly idempotencyKey?: string;
  /** Whole seconds, at most 30 days. */
  readonly delaySeconds?: number;
  readonly priority?: Priority;
}

/** A waiting message as an operator may see it: never its payload. */
export interface MessageSummary {
  readonly id: string;
  readonly type: string;
  readonly accountId: string | undefined;
  readonly attempts: number;
  readonly priority: Priority;
  /** Milliseconds since the epoch. */
  readonly dueAt: number;
}

/** Bytes of JSON in one message; sealed, it still fits into a request of the push (100 kB). */
const MAX_PAYLOAD_BYTES = 64 * 1024;
const MAX_DELAY_SECONDS = 30 * 24 * 60 * 60;
const DEDUPLICATE_FOR_MS = 30 * 24 * 60 * 60 * 1_000;
const MAX_TYPE_LENGTH = 100;
const MAX_KEY_LENGTH = 512;

/** Takes work off the request: publishes messages, and lets an operator look after them. */
@Injectable()
export class QueueService {
  constructor(
    private readonly driver: QueueDriver,
    private readonly keyRing: KeyRing,
    private readonly deadLettersKept: DeadLetters,
    private readonly clock: Clock,
  ) {}

  /**
   * Publishes for the current caller, as whom the handler will run.
   * @param payload what the handler's DTO describes; encrypted wherever it is kept. Never put a token into it.
   * @returns the message's id, once the message is durable
   * @throws QueueArgumentError | QueuePayloadTooLargeError | QueueUnsupportedError | CallerMissingError
   */
  async publish(type: string, payload: object, options: PublishOptions = {}): Promise<string> {
    const { accountId, userId } = requireCaller();
    checkArguments(type, options);
    const json = JSON.stringify(payload);
    if (Buffer.byteLength(json) > MAX_PAYLOAD_BYTES) throw new QueuePayloadTooLargeError(MAX_PAYLOAD_BYTES);
    const { idempotencyKey, delaySeconds = 0, priority = 'normal' } = options;
    const id = idempotencyKey === undefined ? randomUUID() : idOfKey(accountId, type, idempotencyKey);
    const envelope = { id, type, accountId, userId, payload: json, publishedAt: this.clock.now() };
    await this.driver.publish({
      id,
      body: sealEnvelope(envelope, this.keyRing),
      priority,
      delayMs: delaySeconds * 1_000,
      ...(idempotencyKey === undefined ? {} : { deduplicateForMs: DEDUPLICATE_FOR_MS }),
    });
    return id;
  }

  /** @throws QueueUnsupportedError */
  stats(): Promise<QueueStats> {
    return this.driver.stats();
  }

  /** The messages that are next. @throws QueueUnsupportedError */
  async peek(limit = 20): Promise<MessageSummary[]> {
    const waiting = await this.driver.peek(limit);
    return waiting.map(({ body, ...rest }) => ({ ...rest, ...summaryOf(body) }));
  }

  /** @throws QueueUnsupportedError */
  pause(): Promise<void> {
    return this.driver.pause();
  }

  /** @throws QueueUnsupportedError */
  resume(): Promise<void> {
    return this.driver.resume();
  }

  /** @param after id of the last letter of the page before */
  deadLetters(limit = 50, after?: string): Promise<DeadLetter[]> {
    return this.deadLettersKept.list(limit, after);
  }

  /** Publishes a dead letter again, its tries counted from 1. @throws DeadLetterNotFoundError */
  async replay(id: string): Promise<void> {
    const letter = await this.deadLettersKept.require(id);
    await this.driver.publish({ id, body: letter.body, priority: 'normal', delayMs: 0 });
    await this.deadLettersKept.drop(id);
  }

  /** Forgets a dead letter; resolves to whether it was there. */
  drop(id: string): Promise<boolean> {
    return this.deadLettersKept.drop(id);
  }
}

function checkArguments(type: string, { idempotencyKey, delaySeconds }: PublishOptions): void {
  if (type.length === 0 || type.length > MAX_TYPE_LENGTH) {
    throw new QueueArgumentError(`a type has 1 to ${MAX_TYPE_LENGTH} characters`);
  }
  if (idempotencyKey !== undefined && (idempotencyKey === '' || idempotencyKey.length > MAX_KEY_LENGTH)) {
    throw new QueueArgumentError(`an idempotency key has 1 to ${MAX_KEY_LENGTH} characters`);
  }
  if (delaySeconds === undefined) return;
  if (!Number.isSafeInteger(delaySeconds) || delaySeconds < 0 || delaySeconds > MAX_DELAY_SECONDS) {
    throw new QueueArgumentError(`a delay is 0 to ${MAX_DELAY_SECONDS} whole seconds`);
  }
}

/** The same key gives the same id, in every process; the id gives nothing of the key away. */
function idOfKey(accountId: string, type: string, key: string): string {
  return createHash('sha256')
    .update(JSON.stringify([accountId, type, key]))
    .digest('base64url')
    .slice(0, 32);
}

function summaryOf(body: string): { type: string; accountId: string | undefined } {
  try {
    const { type, accountId } = readEnvelope(body);
    return { type, accountId };
  } catch {
    return { type: 'unknown', accountId: undefined };
  }
}
