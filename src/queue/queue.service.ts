import { sha256 } from 'monday-persistence/hash';
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { requireCaller } from '../caller/index.js';
import { KeyRing } from '../secrets/index.js';
import { Clock } from '../clock/index.js';
import { Tracing } from '../telemetry/index.js';
import { type TransactionalWrites, type Operation, type Persistence } from '../persistence/index.js';
import { encryptEnvelope } from './envelope.js';
import { Outbox } from './outbox.js';
import { OutboxRelay } from './outbox-relay.js';
import { PRIORITIES, QueueDriver, type OutgoingMessage, type Priority } from './queue.driver.js';
import { QueueArgumentError, QueuePayloadTooLargeError, QueueUnsupportedError } from './queue.errors.js';

export interface PublishOptions {
  /**
   * A second publish of the same type and account with this key within 30 days has no effect and returns the first id.
   */
  readonly idempotencyKey?: string;
  /** Whole seconds, at most 30 days. */
  readonly delaySeconds?: number;
  readonly priority?: Priority;
}

/** Maximum payload in bytes of JSON. Encrypted, it still fits into the request of a delivery (100 kB). */
export const MAX_PAYLOAD_BYTES = 64 * 1024;
const MAX_DELAY_SECONDS = 30 * 24 * 60 * 60;
const DEDUPLICATE_FOR_MS = 30 * 24 * 60 * 60 * 1_000;
const MAX_TYPE_LENGTH = 100;
const MAX_KEY_LENGTH = 512;

/** A prepared message that is published together with a batch of data. */
export interface PreparedMessage extends TransactionalWrites {
  /** The message's id. */
  readonly id: string;
}

/** Publishes messages for background work, alone or together with data. */
@Injectable()
export class QueueService {
  constructor(
    private readonly driver: QueueDriver,
    private readonly keyRing: KeyRing,
    private readonly outbox: Outbox,
    private readonly relay: OutboxRelay,
    private readonly clock: Clock,
    private readonly tracing: Tracing,
  ) {}

  /**
   * Publishes a message on behalf of the current caller, who is also the caller of the handler.
   * @param payload must match the DTO of the handler; it is stored encrypted. It must not contain a token.
   * @returns the message's id, once the message is durable
   * @throws QueueArgumentError | QueuePayloadTooLargeError | QueueUnsupportedError | CallerMissingError
   */
  publish(type: string, payload: object, options: PublishOptions = {}): Promise<string> {
    return this.tracing.run({ name: `publish ${type}`, kind: 'producer' }, async () => {
      const message = this.messageOf(type, payload, options);
      await this.driver.publish(message);
      return message.id;
    });
  }

  /**
   * Prepares a message that is published atomically with a batch, such as `storage.batch(operations, message)`.
   * @throws the errors of {@link publish}; the batch throws QueueUnsupportedError if its store does not support the
   *   queue
   */
  prepare(type: string, payload: object, options: PublishOptions = {}): PreparedMessage {
    const message = this.messageOf(type, payload, options);
    const { delay, priority } = this.driver.capabilities;
    if (message.delayMs > 0 && !delay) throw new QueueUnsupportedError('a delay');
    if (message.priority !== 'normal' && !priority) throw new QueueUnsupportedError('a priority');
    return {
      id: message.id,
      operationsFor: (store) => this.operationsFor(store, message),
      onCommitted: () => {
        this.driver.wake();
        this.relay.notify();
      },
    };
  }

  private operationsFor(store: Persistence, message: OutgoingMessage): readonly Operation[] {
    const own = this.driver.operationsFor(store, message);
    if (own) return own;
    if (!this.outbox.isIn(store)) throw new QueueUnsupportedError('publishing in one batch with this store');
    return [this.outbox.operationOf(message)];
  }

  private messageOf(type: string, payload: object, options: PublishOptions): OutgoingMessage {
    const { accountId, userId } = requireCaller();
    checkArguments(type, options);
    const json = JSON.stringify(payload);
    if (Buffer.byteLength(json) > MAX_PAYLOAD_BYTES) throw new QueuePayloadTooLargeError(MAX_PAYLOAD_BYTES);
    const { idempotencyKey, delaySeconds = 0, priority = 'normal' } = options;
    const id = idempotencyKey === undefined ? randomUUID() : idOfKey(accountId, type, idempotencyKey);
    const envelope = {
      id,
      type,
      accountId,
      userId,
      payload: json,
      publishedAt: this.clock.now(),
      traceparent: this.tracing.traceparent(),
    };
    return {
      id,
      body: encryptEnvelope(envelope, this.keyRing),
      priority,
      delayMs: delaySeconds * 1_000,
      ...(idempotencyKey === undefined ? {} : { deduplicateForMs: DEDUPLICATE_FOR_MS }),
    };
  }
}

function checkArguments(type: string, { idempotencyKey, delaySeconds, priority }: PublishOptions): void {
  if (type.length === 0 || type.length > MAX_TYPE_LENGTH) {
    throw new QueueArgumentError(`a type has 1 to ${MAX_TYPE_LENGTH} characters`);
  }
  if (idempotencyKey !== undefined && (idempotencyKey === '' || idempotencyKey.length > MAX_KEY_LENGTH)) {
    throw new QueueArgumentError(`an idempotency key has 1 to ${MAX_KEY_LENGTH} characters`);
  }
  if (priority !== undefined && !PRIORITIES.includes(priority)) {
    throw new QueueArgumentError(`a priority is one of ${PRIORITIES.join(', ')}`);
  }
  if (delaySeconds === undefined) return;
  if (!Number.isSafeInteger(delaySeconds) || delaySeconds < 0 || delaySeconds > MAX_DELAY_SECONDS) {
    throw new QueueArgumentError(`a delay is 0 to ${MAX_DELAY_SECONDS} whole seconds`);
  }
}

/** The same key yields the same id in every process. The key cannot be derived from the id. */
function idOfKey(accountId: string, type: string, key: string): string {
  return sha256(JSON.stringify([accountId, type, key])).slice(0, 32);
}
