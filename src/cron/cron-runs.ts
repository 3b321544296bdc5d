import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/index.js';
import { Persistence, unlessConflict, type Version } from '../persistence/index.js';

/** The right to do one run. */
export interface CronRun {
  readonly name: string;
  readonly dueAt: number;
  readonly version: Version;
}

interface Stored {
  readonly dueAt: number;
  readonly state: 'running' | 'done' | 'failed';
  /** Before this time, no other run may start: the run may still be in progress, or has just failed. */
  readonly until: number;
}

/** Minimum delay before a failed run is retried, regardless of the number of calls. */
const FAILED_PAUSE_MS = 60_000;
/** How long a cached state is valid that another instance may change, and the timeout of a claim. */
const BELIEVED_MS = 10_000;

const keyOf = (name: string): string => `cron/${name}`;

/**
 * Stores which due times are done, so that each runs once, on one instance. Because anyone can request a run, the state
 * is cached in this process: it is read once for each due time, and every ten seconds while another instance runs the
 * job or the store fails, regardless of the number of calls.
 */
@Injectable()
export class CronRuns {
  private readonly known = new Map<string, Stored>();

  constructor(
    private readonly persistence: Persistence,
    private readonly clock: Clock,
  ) {}

  /** Claims the run of this due time; `undefined` if it is done, in progress elsewhere, or has just failed. */
  async claim(name: string, dueAt: number, timeoutSeconds: number): Promise<CronRun | undefined> {
    const now = this.clock.now();
    const known = this.known.get(name);
    if (known && !isFree(known, dueAt, now)) return undefined;
    const believedUntil = now + BELIEVED_MS;
    this.known.set(name, { dueAt, state: 'running', until: believedUntil });
    const entry = await this.persistence.get(keyOf(name));
    const last = entry && (JSON.parse(entry.value) as Stored);
    if (last && !isFree(last, dueAt, now)) {
      this.known.set(name, { ...last, until: Math.min(last.until, believedUntil) });
      return undefined;
    }
    const running: Stored = { dueAt, state: 'running', until: now + timeoutSeconds * 1_000 };
    const options = { version: entry?.version ?? null };
    // Another instance claimed it first.
    const begun = await unlessConflict(
      this.persistence.upsert(keyOf(name), JSON.stringify(running), options),
    );
    if (!begun) return undefined;
    this.known.set(name, running);
    return { name, dueAt, version: begun.version };
  }

  /** Stores the result of a run, unless another instance has taken it over. */
  async end({ name, dueAt, version }: CronRun, state: 'done' | 'failed'): Promise<void> {
    const ended: Stored = { dueAt, state, until: this.clock.now() + FAILED_PAUSE_MS };
    this.known.set(name, ended);
    await unlessConflict(this.persistence.upsert(keyOf(name), JSON.stringify(ended), { version: version }));
  }
}

function isFree(last: Stored, dueAt: number, now: number): boolean {
  if (last.dueAt > dueAt || (last.dueAt === dueAt && last.state === 'done')) return false;
  return last.state === 'done' || last.until <= now;
}
