import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/index.js';
import { Persistence, type Operation, type Version } from '../persistence/index.js';
import type { OutgoingMessage } from './queue.driver.js';

/** A message that is written with the app's data and still has to go into its queue. */
export interface OutboxEntry {
  readonly key: string;
  readonly version: Version;
  /** Its delay is what is left of it now. */
  readonly message: OutgoingMessage;
}

interface Stored {
  readonly message: OutgoingMessage;
  /** Milliseconds since the epoch. */
  readonly dueAt: number;
}

const PREFIX = 'queue/outbox/';
const TTL_SECONDS = 30 * 24 * 60 * 60;
/** A message that goes into its queue twice is one, if the second comes within this time. */
const DEDUPLICATE_FOR_MS = 24 * 60 * 60 * 1_000;

/** Keeps messages beside the app's own data until they are in a queue that lives elsewhere. */
@Injectable()
export class Outbox {
  constructor(
    private readonly persistence: Persistence,
    private readonly clock: Clock,
  ) {}

  /** Whether messages written into this store find their way. */
  isIn(store: Persistence): boolean {
    const { atomicBatch, scan } = this.persistence.capabilities;
    return store === this.persistence && atomicBatch && scan;
  }

  /** The write that keeps a message; the same id again is the same message. */
  operationOf(message: OutgoingMessage): Operation {
    const stored: Stored = {
      message: { ...message, deduplicateForMs: message.deduplicateForMs ?? DEDUPLICATE_FOR_MS },
      dueAt: this.clock.now() + message.delayMs,
    };
    return {
      type: 'put',
      key: PREFIX + message.id,
      value: JSON.stringify(stored),
      ttlSeconds: TTL_SECONDS,
    };
  }

  /** @param after key of the last entry of the page before */
  async waiting(limit: number, after?: string): Promise<OutboxEntry[]> {
    if (!this.isIn(this.persistence)) return [];
    const entries = await this.persistence.scan({ prefix: PREFIX, limit, after });
    return entries.map(({ key, version, value }) => {
      const { message, dueAt } = JSON.parse(value) as Stored;
      return { key, version, message: { ...message, delayMs: Math.max(0, dueAt - this.clock.now()) } };
    });
  }

  /** Forgets what is in the queue now; resolves also where another instance was faster. */
  async remove({ key }: OutboxEntry): Promise<void> {
    await this.persistence.delete(key);
  }
}
