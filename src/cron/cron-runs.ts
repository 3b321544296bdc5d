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
  /** Until then nobody else may begin: the run may still go on, or has just failed. */
  readonly until: number;
}

/** A failing run is tried again no sooner, however often it is asked for. */
const FAILED_PAUSE_MS = 60_000;
/** How long is believed what another instance may change, and how long one claim may take. */
const BELIEVED_MS = 10_000;

const keyOf = (name: string): string => `cron/${name}`;

/**
 * Remembers which due times are done, so that each is done once, by one instance. Anyone may ask for a run, so that what
 * is known in this process is not asked of the store again: however many come, it is read once for each due time, and
 * every ten seconds while another instance is at it or the store fails.
 */
@Injectable()
export class CronRuns {
  private readonly known = new Map<string, Stored>();

  constructor(
    private readonly persistence: Persistence,
    private readonly clock: Clock,
  ) {}

  /** The run of this due time, or `undefined` if it is done, goes on elsewhere, or has just failed. */
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
    // Whoever was faster runs it.
    const begun = await unlessConflict(
      this.persistence.upsert(keyOf(name), JSON.stringify(running), options),
    );
    if (!begun) return undefined;
    this.known.set(name, running);
    return { name, dueAt, version: begun.version };
  }

  /** Writes down how a run ended. One that was taken over meanwhile has nothing to say. */
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
