import {
  unlessConflict,
  type Persistence,
  type Entry,
  type Operation,
  type OperationResult,
  type UpsertOperation,
  type Version,
} from '../../persistence/index.js';
import { QueueLeaseLostError } from '../queue.errors.js';
import { type OutgoingMessage, type QueueStats, type WaitingMessage } from '../queue.driver.js';
import {
  LANES,
  PAUSED,
  RUNNING,
  knownKey,
  laneOf,
  placeOf,
  priorityOf,
  readRecord,
  readyKey,
  runningKey,
  writeRecord,
  type PersistentRecord,
  type Place,
} from './persistent-record.js';

/**
 * A message that this process holds. The hold is valid only while its version is unchanged; a claim by another worker
 * changes it.
 */
export interface Claim extends PersistentRecord {
  readonly id: string;
  readonly key: string;
  readonly version: Version;
  /** When the hold expires. */
  readonly until: number;
}

export interface ClaimResult {
  readonly claims: Claim[];
  /** More messages may be due: the limit was reached, or another worker was faster. */
  readonly more: boolean;
  /** When the first message that is not yet due becomes due; absent if there is none. */
  readonly nextDueAt: number | undefined;
}

const COUNT_LIMIT = 10_000;
const COUNT_PAGE = 500;

/** The records of the queue in a key-value store. Each step is one atomic batch, guarded by versions. */
export class PersistentQueue {
  constructor(private readonly persistence: Persistence) {}

  async publish(message: OutgoingMessage, now: number): Promise<void> {
    const publication = publicationOf(message, now);
    if (message.deduplicateForMs === undefined) {
      await this.persistence.upsert(publication.key, publication.value);
      return;
    }
    const ttlSeconds = Math.ceil(message.deduplicateForMs / 1_000);
    const known: Operation = {
      type: 'upsert',
      key: knownKey(message.id),
      value: '',
      version: null,
      ttlSeconds,
    };
    await unlessConflict(this.persistence.batch([known, publication]));
  }

  /** Claims due messages, first those of crashed workers, and holds them until `now + visibilityMs`. */
  async claim(limit: number, now: number, visibilityMs: number): Promise<ClaimResult> {
    const due: Entry[] = [];
    let nextDueAt: number | undefined;
    for (const prefix of [RUNNING, ...LANES]) {
      if (due.length === limit) break;
      for (const entry of await this.persistence.scan({ prefix, limit: limit - due.length })) {
        const { dueAt } = placeOf(entry.key);
        if (dueAt <= now) {
          due.push(entry);
        } else {
          nextDueAt = Math.min(dueAt, nextDueAt ?? dueAt);
          break;
        }
      }
    }
    const claims = await this.hold(due, now + visibilityMs);
    return { claims, more: due.length === limit || claims.length < due.length, nextDueAt };
  }

  /** @throws QueueLeaseLostError */
  async renew(claim: Claim, until: number): Promise<Claim> {
    const key = runningKey(until, claim.id);
    if (key === claim.key) return claim;
    const results = await this.owned([
      { type: 'delete', key: claim.key, version: claim.version },
      { type: 'upsert', key, value: writeRecord(claim) },
    ]);
    return { ...claim, key, until, version: versionOf(results[1]) };
  }

  /** @throws QueueLeaseLostError */
  async remove(claim: Claim): Promise<void> {
    await this.owned([{ type: 'delete', key: claim.key, version: claim.version }]);
  }

  /** @throws QueueLeaseLostError */
  async giveBack(claim: Claim, dueAt: number, attempts: number): Promise<void> {
    await this.owned([
      { type: 'delete', key: claim.key, version: claim.version },
      {
        type: 'upsert',
        key: readyKey(claim.lane, dueAt, claim.id),
        value: writeRecord({ ...claim, attempts }),
      },
    ]);
  }

  async isPaused(): Promise<boolean> {
    return (await this.persistence.get(PAUSED)) !== undefined;
  }

  async setPaused(paused: boolean): Promise<void> {
    if (paused) await this.persistence.upsert(PAUSED, '1');
    else await this.persistence.delete(PAUSED);
  }

  async peek(limit: number): Promise<WaitingMessage[]> {
    const messages: WaitingMessage[] = [];
    for (const prefix of LANES) {
      if (messages.length === limit) break;
      const entries = await this.persistence.scan({ prefix, limit: limit - messages.length });
      messages.push(...entries.map(waiting));
    }
    return messages;
  }

  /**
   * Not a snapshot: a message that changes its state during the reading may be in two counts. It is in none only if it
   * is claimed and given back between two reads, because what runs is read before and after what waits.
   */
  async stats(now: number): Promise<QueueStats> {
    const counts = { ready: 0, delayed: 0, running: 0 };
    const seen = new Set<string>();
    let oldestDueAt: number | undefined;
    const countWaiting = ({ dueAt, id }: Place): void => {
      seen.add(id);
      if (dueAt > now) {
        counts.delayed += 1;
        return;
      }
      counts.ready += 1;
      oldestDueAt = Math.min(dueAt, oldestDueAt ?? dueAt);
    };
    const countRunning = ({ id }: Place): void => {
      if (!seen.has(id)) counts.running += 1;
      seen.add(id);
    };
    let partial = !(await this.count(RUNNING, countRunning));
    for (const lane of LANES) partial = !(await this.count(lane, countWaiting)) || partial;
    partial = !(await this.count(RUNNING, countRunning)) || partial;
    const paused = await this.isPaused();
    return { ...counts, paused, partial, ...(oldestDueAt === undefined ? {} : { oldestDueAt }) };
  }

  private async count(prefix: string, seen: (place: Place) => void): Promise<boolean> {
    let counted = 0;
    for await (const page of this.persistence.pages({ prefix, limit: COUNT_PAGE })) {
      for (const entry of page) seen(placeOf(entry.key));
      counted += page.length;
      if (counted >= COUNT_LIMIT) return false;
    }
    return true;
  }

  /** In one batch; if another worker claimed one of them, one by one. */
  private async hold(entries: readonly Entry[], until: number): Promise<Claim[]> {
    if (entries.length === 0) return [];
    const moves = entries.map((entry) => moveToRunning(entry, until));
    const operations = moves.flatMap((move) => move.operations);
    const results = await unlessConflict(this.persistence.batch(operations));
    if (results) {
      return moves.map((move, index) => ({ ...move.claim, version: versionOf(results[2 * index + 1]) }));
    }
    const claims = await Promise.all(moves.map((move) => this.holdOne(move)));
    return claims.filter((claim) => claim !== undefined);
  }

  private async holdOne(move: Move): Promise<Claim | undefined> {
    const results = await unlessConflict(this.persistence.batch(move.operations));
    return results && { ...move.claim, version: versionOf(results[1]) };
  }

  private async owned(operations: readonly Operation[]): Promise<OperationResult[]> {
    const results = await unlessConflict(this.persistence.batch(operations));
    if (!results) throw new QueueLeaseLostError();
    return results;
  }
}

/** The write that enqueues a message. */
export function publicationOf(
  { id, body, priority, delayMs }: OutgoingMessage,
  now: number,
): UpsertOperation {
  const lane = laneOf(priority);
  return {
    type: 'upsert',
    key: readyKey(lane, now + delayMs, id),
    value: writeRecord({ lane, attempts: 0, body }),
  };
}

interface Move {
  readonly claim: Omit<Claim, 'version'>;
  readonly operations: readonly Operation[];
}

function moveToRunning(entry: Entry, until: number): Move {
  const { id } = placeOf(entry.key);
  const record = readRecord(entry.value);
  const claim = { ...record, attempts: record.attempts + 1, id, until, key: runningKey(until, id) };
  return {
    claim,
    operations: [
      { type: 'delete', key: entry.key, version: entry.version },
      { type: 'upsert', key: claim.key, value: writeRecord(claim) },
    ],
  };
}

function versionOf(result: OperationResult | undefined): Version {
  if (result?.type !== 'upsert') throw new TypeError('The store did not return the result of an upsert.');
  return result.version;
}

function waiting(entry: Entry): WaitingMessage {
  const { dueAt, id } = placeOf(entry.key);
  const { lane, attempts, body } = readRecord(entry.value);
  return { id, body, attempts, priority: priorityOf(lane), dueAt };
}
