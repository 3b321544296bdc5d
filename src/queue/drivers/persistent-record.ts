import { PRIORITIES, type Priority } from '../queue.driver.js';

/*
 * The key of a message encodes its state, so that the order of keys is the order of processing:
 *   queue/ready/<lane>/<due>/<id>   waits until it is due
 *   queue/running/<due>/<id>        is being handled; if due, its worker is considered dead
 *   queue/known/<id>                was published with an idempotency key
 */
export const RUNNING = 'queue/running/';
export const PAUSED = 'queue/paused';

/** What is kept of a message besides its place. */
export interface PersistentRecord {
  readonly lane: number;
  /** Tries begun so far. */
  readonly attempts: number;
  readonly body: string;
}

export interface Place {
  readonly dueAt: number;
  readonly id: string;
}

const DUE_DIGITS = 15;
const RECORD = /^(\d)\.(\d+)\n/;

const LATEST = 10 ** DUE_DIGITS - 1;

/** What is no number counts as due: a key that is out of order would hold up all messages after it. */
const due = (at: number): string =>
  String(Math.min(LATEST, Math.max(0, Math.floor(at) || 0))).padStart(DUE_DIGITS, '0');

/** Prefixes of the waiting messages, the most urgent first. */
export const LANES: readonly string[] = PRIORITIES.map((_, lane) => `queue/ready/${lane}/`);

export const readyKey = (lane: number, at: number, id: string): string =>
  `queue/ready/${lane}/${due(at)}/${id}`;
export const runningKey = (at: number, id: string): string => `${RUNNING}${due(at)}/${id}`;
export const knownKey = (id: string): string => `queue/known/${id}`;

export const laneOf = (priority: Priority): number => PRIORITIES.indexOf(priority);
export const priorityOf = (lane: number): Priority => PRIORITIES[lane] ?? 'normal';

/** Reads the two last parts of a key of a message. A time that is no number counts as due. */
export function placeOf(key: string): Place {
  const slash = key.lastIndexOf('/');
  return { dueAt: Number(key.slice(slash - DUE_DIGITS, slash)) || 0, id: key.slice(slash + 1) };
}

export const writeRecord = (record: PersistentRecord): string =>
  `${record.lane}.${record.attempts}\n${record.body}`;

/** An unreadable record is still a message: with an empty body, it becomes a dead letter. */
export function readRecord(value: string): PersistentRecord {
  const head = RECORD.exec(value);
  if (!head) return { lane: 1, attempts: 0, body: '' };
  return { lane: Number(head[1]), attempts: Number(head[2]), body: value.slice(head[0].length) };
}
