import { randomBytes } from 'node:crypto';
import { Long } from 'bson';
import { BoundedMap } from 'monday-persistence/bounded';
import { type TimeLimit } from '../commands/time-limit.js';
import { CommandError } from '../command-error.js';

/** As MongoDB: a cursor that nobody asks goes away after ten minutes. */
const IDLE_MS = 10 * 60_000;
const MAX_CURSORS = 1000;

/** The documents of a query that are not sent yet. */
export interface Cursor {
  readonly namespace: string;
  readonly documents: Iterator<Uint8Array>;
  /** Of the documents: begins anew with each batch. */
  readonly timeLimit: TimeLimit;
  /** A document that was read and did not fit into the last batch. */
  pending: Uint8Array | undefined;
}

/** The open cursors of a server. */
export class Cursors {
  private readonly kept: BoundedMap<string, Cursor>;

  constructor(now: () => number) {
    this.kept = new BoundedMap({ capacity: MAX_CURSORS, ttlMs: IDLE_MS, now });
  }

  /** Keeps a cursor, also one that was asked again. */
  keep(id: Long, cursor: Cursor): void {
    this.kept.set(id.toString(), cursor);
  }

  /** @throws CommandError CursorNotFound */
  get(id: Long, namespace: string): Cursor {
    const cursor = this.kept.get(id.toString());
    if (cursor?.namespace === namespace) return cursor;
    throw new CommandError('CursorNotFound', `cursor id ${id.toString()} not found`);
  }

  /** @returns whether it was there */
  remove(id: Long): boolean {
    const isThere = this.kept.has(id.toString());
    this.kept.delete(id.toString());
    return isThere;
  }
}

/** A number that nobody guesses; positive, and never 0, which means that nothing follows. */
export function newCursorId(): Long {
  return Long.fromBigInt((randomBytes(8).readBigUInt64BE() >> 1n) | 1n);
}
