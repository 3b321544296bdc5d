import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/index.js';
import { Persistence, PersistenceConflictError, type Version } from '../persistence/index.js';

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

const keyOf = (name: string): string => `cron/${name}`;

/** Remembers which due times are done, so that each is done once, by one instance. */
@Injectable()
export class CronRuns {
  constructor(
    private readonly persistence: Persistence,
    private readonly clock: Clock,
  ) {}

  /** The run of this due time, or `undefined` where it is done, goes on elsewhere, or has just failed. */
  async claim(name: string, dueAt: number, timeoutSeconds: number): Promise<CronRun | undefined> {
    const now = this.clock.now();
    const entry = await this.persistence.get(keyOf(name));
    const last = entry && (JSON.parse(entry.value) as Stored);
    if (last && !isFree(last, dueAt, now)) return undefined;
    const running: Stored = { dueAt, state: 'running', until: now + timeoutSeconds * 1_000 };
    try {
      const expected = entry?.version ?? null;
      const { version } = await this.persistence.put(keyOf(name), JSON.stringify(running), { expected });
      return { name, dueAt, version };
    } catch (error) {
      if (error instanceof PersistenceConflictError) return undefined;
      throw error;
    }
  }

  /** Writes down how a run ended. One that was taken over meanwhile has nothing to say. */
  async end({ name, dueAt, version }: CronRun, state: 'done' | 'failed'): Promise<void> {
    const ended: Stored = { dueAt, state, until: this.clock.now() + FAILED_PAUSE_MS };
    try {
      await this.persistence.put(keyOf(name), JSON.stringify(ended), { expected: version });
    } catch (error) {
      if (!(error instanceof PersistenceConflictError)) throw error;
    }
  }
}

function isFree(last: Stored, dueAt: number, now: number): boolean {
  if (last.dueAt > dueAt || (last.dueAt === dueAt && last.state === 'done')) return false;
  return last.state === 'done' || last.until <= now;
}
