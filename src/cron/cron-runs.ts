import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/index.js';
import { Persistence, unlessConflict, type Version } from '../persistence/index.js';

/** The right to do one run. */
export interface CronRun {
  readonly name: string;
  readonly dueAt: number;
  /** When the run times out, in milliseconds since the epoch. */
  readonly endsBy: number;
  /** Number of runs for this due time, including this one. */
  readonly attempt: number;
  /** The last one that this process wrote. */
  version: Version;
}

/** A run that another process may have lost. */
export interface UnfinishedRun {
  readonly dueAt: number;
  /** When it may be repeated, in milliseconds since the epoch. */
  readonly freeAt: number;
}

export interface ClaimOptions {
  readonly timeoutSeconds: number;
  /** Whether an operator requested the run: it needs no pause after a failure. */
  readonly isByHand?: boolean;
}

/** `interrupted`: the app stopped during the run. */
type State = 'running' | 'done' | 'failed' | 'interrupted';

interface Stored {
  readonly dueAt: number;
  readonly state: State;
  /** Before this time, no other run may start: the run may still be in progress, or has just failed. */
  readonly until: number;
  /** Records of 0.1.0 have none. */
  readonly attempt?: number;
}

/** A run whose process died is free after this time. */
const LEASE_MS = 30_000;
const RENEW_MS = 10_000;
/** A run that never ends well is not repeated forever. */
const MAX_ATTEMPTS = 5;
/** Minimum delay before a failed run is retried, regardless of the number of calls. */
const PAUSE_MS = { done: 0, failed: 60_000, interrupted: 0 };
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
  async claim(name: string, dueAt: number, options: ClaimOptions): Promise<CronRun | undefined> {
    const now = this.clock.now();
    const isClaimable = (last: Stored): boolean => isFree(last, dueAt, now, options.isByHand);
    const known = this.known.get(name);
    if (known && !isClaimable(known)) return undefined;
    const believedUntil = now + BELIEVED_MS;
    this.known.set(name, { dueAt, state: 'running', until: believedUntil });
    const entry = await this.persistence.get(keyOf(name));
    const last = entry && (JSON.parse(entry.value) as Stored);
    if (last && !isClaimable(last)) {
      this.known.set(name, { ...last, until: Math.min(last.until, believedUntil) });
      return undefined;
    }
    const attempt = last?.dueAt === dueAt ? (last.attempt ?? 1) + 1 : 1;
    const run = { name, dueAt, endsBy: now + options.timeoutSeconds * 1_000, attempt };
    const written = await this.write(run, 'running', entry?.version ?? null);
    return written === undefined ? undefined : { ...run, version: written };
  }

  /** Renews the claim until the result is called. */
  keepAlive(run: CronRun): () => Promise<void> {
    let writing: Promise<void> = Promise.resolve();
    let cancel: () => void;
    const plan = (): void => {
      cancel = this.clock.after(RENEW_MS, () => {
        writing = writing.then(() => this.renew(run));
        plan();
      });
    };
    plan();
    return async () => {
      cancel();
      await writing;
    };
  }

  /** Stores the result of a run, unless another instance has taken it over. */
  async end(run: CronRun, state: Exclude<State, 'running'>): Promise<void> {
    await this.write(run, state, run.version);
  }

  /** The last run, if it was interrupted or has not ended; `undefined` if it must not be repeated. */
  async unfinished(name: string): Promise<UnfinishedRun | undefined> {
    const entry = await this.persistence.get(keyOf(name));
    const last = entry && (JSON.parse(entry.value) as Stored);
    if (last?.state !== 'running' && last?.state !== 'interrupted') return undefined;
    return (last.attempt ?? 1) < MAX_ATTEMPTS ? { dueAt: last.dueAt, freeAt: last.until } : undefined;
  }

  private async renew(run: CronRun): Promise<void> {
    try {
      run.version = (await this.write(run, 'running', run.version)) ?? run.version;
    } catch {
      // The next renewal tries again, as long as the claim lasts.
    }
  }

  /** @returns the new version; `undefined` if another instance wrote first */
  private async write(
    { name, dueAt, endsBy, attempt }: Omit<CronRun, 'version'>,
    state: State,
    version: Version | null,
  ): Promise<Version | undefined> {
    const now = this.clock.now();
    const until = state === 'running' ? Math.min(endsBy, now + LEASE_MS) : now + PAUSE_MS[state];
    const next: Stored = { dueAt, state, until, attempt };
    if (state !== 'running') this.known.set(name, next);
    const written = await unlessConflict(
      this.persistence.upsert(keyOf(name), JSON.stringify(next), { version }),
    );
    if (written) this.known.set(name, next);
    return written?.version;
  }
}

function isFree(last: Stored, dueAt: number, now: number, isByHand = false): boolean {
  if (last.dueAt > dueAt || (last.dueAt === dueAt && last.state === 'done')) return false;
  return last.state === 'done' || (isByHand && last.state !== 'running') || last.until <= now;
}
