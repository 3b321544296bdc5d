import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/index.js';
import {
  Persistence,
  unlessConflict,
  type Entry,
  type Operation,
  type Version,
} from '../persistence/index.js';
import { type OutgoingMessage } from './queue.driver.js';

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

/** A message that waits here because its queue knows no delay, held by this process while it publishes it. */
export interface DeferredEntry {
  readonly key: string;
  readonly id: string;
  readonly body: string;
}

/** Before messages that were written with data. */
export const OUTBOX = 'queue/outbox/';
/** Before deferred messages, in the order of their due times: `<due>/<id>`. */
export const DEFERRED = 'queue/deferred/';
const DUE_DIGITS = 15;
/** A process that took a deferred message and is silent for so long has not published it. */
const LEASE_MS = 60_000;
const TTL_SECONDS = 30 * 24 * 60 * 60;
/** A message that goes into its queue twice is one, if the second comes within this time. */
const DEDUPLICATE_FOR_MS = 24 * 60 * 60 * 1_000;

/**
 * Keeps messages beside the app's own data until they are in a queue that lives elsewhere: those that were written with
 * data, and those that are to come later than their queue can bring them.
 */
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

  /** Whether a message can be deferred: it must be found again. */
  get canDefer(): boolean {
    return this.isIn(this.persistence);
  }

  /** Keeps a message until it is due; durable once it resolves. */
  async defer(id: string, body: string, delayMs: number): Promise<void> {
    const key = deferredKey(this.clock.now() + delayMs, id);
    await this.persistence.upsert(key, body, { ttlSeconds: TTL_SECONDS });
  }

  /** Takes deferred messages that are due, for a minute: whoever takes them publishes and then removes them. */
  async takeDue(limit: number): Promise<DeferredEntry[]> {
    if (!this.canDefer) return [];
    const now = this.clock.now();
    const entries = await this.persistence.scan({ prefix: DEFERRED, limit });
    const due = entries.filter(({ key }) => dueOf(key) <= now);
    const taken = await Promise.all(due.map((entry) => this.take(entry, now + LEASE_MS)));
    return taken.filter((entry) => entry !== undefined);
  }

  /** The write that keeps a message; the same id again is the same message. */
  operationOf(message: OutgoingMessage): Operation {
    const stored: Stored = {
      message: { ...message, deduplicateForMs: message.deduplicateForMs ?? DEDUPLICATE_FOR_MS },
      dueAt: this.clock.now() + message.delayMs,
    };
    return {
      type: 'upsert',
      key: OUTBOX + message.id,
      value: JSON.stringify(stored),
      ttlSeconds: TTL_SECONDS,
    };
  }

  /** @param after key of the last entry of the page before */
  async waiting(limit: number, after?: string): Promise<OutboxEntry[]> {
    if (!this.isIn(this.persistence)) return [];
    const entries = await this.persistence.scan({ prefix: OUTBOX, limit, after });
    return entries.map(({ key, version, value }) => {
      const { message, dueAt } = JSON.parse(value) as Stored;
      return { key, version, message: { ...message, delayMs: Math.max(0, dueAt - this.clock.now()) } };
    });
  }

  /** Forgets what is in the queue now; resolves also if another instance was faster. */
  async remove({ key }: OutboxEntry | DeferredEntry): Promise<void> {
    await this.persistence.delete(key);
  }

  /** `undefined` if another process was faster. */
  private async take(entry: Entry, until: number): Promise<DeferredEntry | undefined> {
    const { value: body } = entry;
    const id = entry.key.slice(DEFERRED.length + DUE_DIGITS + 1);
    const key = deferredKey(until, id);
    const operations: Operation[] = [
      { type: 'delete', key: entry.key, version: entry.version },
      { type: 'upsert', key, value: body, ttlSeconds: TTL_SECONDS },
    ];
    const taken = await unlessConflict(this.persistence.batch(operations));
    return taken && { key, id, body };
  }
}

const deferredKey = (dueAt: number, id: string): string =>
  `${DEFERRED}${String(Math.floor(dueAt)).padStart(DUE_DIGITS, '0')}/${id}`;
const dueOf = (key: string): number => Number(key.slice(DEFERRED.length, DEFERRED.length + DUE_DIGITS));
