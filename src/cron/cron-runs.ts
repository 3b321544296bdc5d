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
  /** The record before a run by hand, which leaves the due times as they are. */
  readonly before?: Stored;
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

/** Why a run may not start now. */
export type NotClaimed = 'skipped' | 'held';

/** `interrupted`: the app stopped during the run. */
type State = 'running' | 'done' | 'failed' | 'interrupted';

interface Stored extends Outcome {
  readonly dueAt: number;
  /** While a run by hand is in progress: what it leaves unchanged. */
  readonly byHand?: Outcome;
}

interface Outcome {
  readonly state: State;
  /** Before this time, no other run may start: the run may still be in progress, or has just failed. */
  readonly until: number;
  /** Records of 0.1.0 have none. */
  readonly attempt?: number;
}

/** Before the first run. */
const NEVER: Stored = { dueAt: 0, state: 'done', until: 0 };
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

  /**
   * Claims the run of this due time; `skipped` if it is done, in progress elsewhere, or has just failed; `held` while a
   * run by hand is in progress.
   */
  async claim(name: string, dueAt: number, options: ClaimOptions): Promise<CronRun | NotClaimed> {
    const now = this.clock.now();
    const { isByHand = false } = options;
    const known = this.known.get(name);
    const refused = known && refusalOf(known, dueAt, now, isByHand);
    if (refused) return refused;
    const pending = { state: 'running', until: now + BELIEVED_MS } as const;
    this.known.set(name, isByHand ? { ...NEVER, ...pending, byHand: NEVER } : { dueAt, ...pending });
    const endsBy = now + options.timeoutSeconds * 1_000;
    for (let tries = 0; tries < MAX_ATTEMPTS; tries += 1) {
      const entry = await this.persistence.get(keyOf(name));
      const last = settled(entry ? (JSON.parse(entry.value) as Stored) : NEVER, now);
      const refusedNow = refusalOf(last, dueAt, now, isByHand);
      if (refusedNow) {
        this.known.set(name, { ...last, until: Math.min(last.until, pending.until) });
        return refusedNow;
      }
      const attempt = last.dueAt === dueAt ? (last.attempt ?? 1) + 1 : 1;
      const run = { name, dueAt, endsBy, attempt, ...(isByHand && { before: last }) };
      const version = await this.write(run, 'running', entry?.version ?? null);
      if (version !== undefined) return { ...run, version };
      // Another instance came first: with this due time, or with a run by hand, which only holds it.
    }
    return 'skipped';
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

  /**
   * The last run, if it was interrupted or has not ended; `undefined` if it must not be repeated. A run by hand is not
   * repeated: its operator saw that it did not end.
   */
  async unfinished(name: string): Promise<UnfinishedRun | undefined> {
    const entry = await this.persistence.get(keyOf(name));
    if (!entry) return undefined;
    const last = JSON.parse(entry.value) as Stored;
    const { state, attempt = 1 } = last.byHand ?? last;
    if (state !== 'running' && state !== 'interrupted') return undefined;
    const freeAt = Math.max(last.until, last.byHand?.until ?? 0);
    return attempt < MAX_ATTEMPTS ? { dueAt: last.dueAt, freeAt } : undefined;
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
    run: Omit<CronRun, 'version'>,
    state: State,
    version: Version | null,
  ): Promise<Version | undefined> {
    const { name } = run;
    const next = recordOf(run, state, this.clock.now());
    if (state !== 'running') this.known.set(name, next);
    const written = await unlessConflict(
      this.persistence.upsert(keyOf(name), JSON.stringify(next), { version }),
    );
    if (written) this.known.set(name, next);
    return written?.version;
  }
}

function recordOf(
  { dueAt, endsBy, attempt, before }: Omit<CronRun, 'version'>,
  state: State,
  now: number,
): Stored {
  const until = state === 'running' ? Math.min(endsBy, now + LEASE_MS) : now + PAUSE_MS[state];
  if (!before) return { dueAt, state, until, attempt };
  if (state !== 'running') return before;
  const { dueAt: lastDueAt, ...byHand } = before;
  return { dueAt: lastDueAt, state, until, byHand };
}

/** The record without a run by hand whose process died. */
const settled = (last: Stored, now: number): Stored =>
  last.byHand && last.until <= now ? { dueAt: last.dueAt, ...last.byHand } : last;

function refusalOf(stored: Stored, dueAt: number, now: number, isByHand: boolean): NotClaimed | undefined {
  const last = settled(stored, now);
  if (last.byHand) return 'held';
  const isPast = last.dueAt > dueAt || (last.dueAt === dueAt && last.state === 'done');
  if (isPast && !isByHand) return 'skipped';
  const isFree = last.state === 'done' || (isByHand && last.state !== 'running') || last.until <= now;
  return isFree ? undefined : 'skipped';
}
