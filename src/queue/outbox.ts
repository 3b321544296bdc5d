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

/** A message that was written with the app's data and must be published to its queue. */
export interface OutboxEntry {
  readonly key: string;
  readonly version: Version;
  /** Its delay is the remaining time. */
  readonly message: OutgoingMessage;
}

interface Stored {
  readonly message: OutgoingMessage;
  /** Milliseconds since the epoch. */
  readonly dueAt: number;
}

/** A message that waits here because its queue does not support delays. This process holds it while publishing it. */
export interface DeferredEntry {
  readonly key: string;
  readonly id: string;
  readonly body: string;
}

/** Prefix of messages that were written with data. */
export const OUTBOX = 'queue/outbox/';
/** Prefix of deferred messages, ordered by due time: `<due>/<id>`. */
export const DEFERRED = 'queue/deferred/';
const DUE_DIGITS = 15;
/** If a process does not publish a claimed message within this time, it is considered dead. */
const LEASE_MS = 60_000;
/** How long a message is kept that cannot be published, from the moment it is due. */
const TTL_SECONDS = 30 * 24 * 60 * 60;
/** Two publishes of the same message within this time count as one. */
const DEDUPLICATE_FOR_MS = 24 * 60 * 60 * 1_000;

/**
 * Stores messages with the app's own data until they are published to a queue in another store: messages that were
 * written with data, and messages that are delayed longer than their queue supports.
 */
@Injectable()
export class Outbox {
  /** When the first message that this process deferred is due; `Infinity` for none. */
  private deferredUntil = Infinity;

  constructor(
    private readonly persistence: Persistence,
    private readonly clock: Clock,
  ) {}

  /** Whether messages in this store are relayed. */
  isIn(store: Persistence): boolean {
    const { atomicBatch, scan } = this.persistence.capabilities;
    return store === this.persistence && atomicBatch && scan;
  }

  /** Whether messages can be deferred, which requires that the store can list them. */
  get canDefer(): boolean {
    return this.isIn(this.persistence);
  }

  /** Whether each search counts towards a limit of the store. */
  get isScarce(): boolean {
    return this.persistence.capabilities.scarceCalls;
  }

  /** Whether a message that this process deferred is due. */
  get hasDue(): boolean {
    return this.deferredUntil <= this.clock.now();
  }

  /** Stores a message until it is due. It is durable when the promise resolves. */
  async defer(id: string, body: string, delayMs: number): Promise<void> {
    const dueAt = this.clock.now() + delayMs;
    await this.persistence.upsert(deferredKey(dueAt, id), body, { ttlSeconds: ttlOf(delayMs) });
    this.deferredUntil = Math.min(this.deferredUntil, dueAt);
  }

  /** Claims due deferred messages for one minute. The caller publishes and then removes them. */
  async takeDue(limit: number): Promise<DeferredEntry[]> {
    if (!this.canDefer) return [];
    const now = this.clock.now();
    const entries = await this.persistence.scan({ prefix: DEFERRED, limit });
    const due = entries.filter(({ key }) => dueOf(key) <= now);
    const next = entries[due.length];
    this.deferredUntil = next ? dueOf(next.key) : Infinity;
    const taken = await Promise.all(due.map((entry) => this.take(entry, now + LEASE_MS)));
    return taken.filter((entry) => entry !== undefined);
  }

  /** The write that stores a message. The same id identifies the same message. */
  operationOf(message: OutgoingMessage): Operation {
    const stored: Stored = {
      message: { ...message, deduplicateForMs: message.deduplicateForMs ?? DEDUPLICATE_FOR_MS },
      dueAt: this.clock.now() + message.delayMs,
    };
    return {
      type: 'upsert',
      key: OUTBOX + message.id,
      value: JSON.stringify(stored),
      ttlSeconds: ttlOf(message.delayMs),
    };
  }

  /** @param after key of the last entry of the previous page */
  async waiting(limit: number, after?: string): Promise<OutboxEntry[]> {
    if (!this.isIn(this.persistence)) return [];
    const entries = await this.persistence.scan({ prefix: OUTBOX, limit, after });
    return entries.map(({ key, version, value }) => {
      const { message, dueAt } = JSON.parse(value) as Stored;
      return { key, version, message: { ...message, delayMs: Math.max(0, dueAt - this.clock.now()) } };
    });
  }

  /** Removes published messages. Also resolves if another instance removed them first. */
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

const ttlOf = (delayMs: number): number => Math.ceil(delayMs / 1_000) + TTL_SECONDS;
const deferredKey = (dueAt: number, id: string): string =>
  `${DEFERRED}${String(Math.floor(dueAt)).padStart(DUE_DIGITS, '0')}/${id}`;
const dueOf = (key: string): number => Number(key.slice(DEFERRED.length, DEFERRED.length + DUE_DIGITS));
