import { setTimeout as wait } from 'node:timers/promises';
import { VaultError } from './vault.errors.js';

export interface TurnsOptions {
  readonly perSecond: number;
  /** Longest wait for a turn, in milliseconds. */
  readonly maxWaitMs: number;
  /** Milliseconds of a clock that never goes back. */
  readonly now?: () => number;
  readonly wait?: (milliseconds: number) => Promise<unknown>;
}

/** A little more than a second: what left in time can still arrive closer together. */
const WINDOW_MS = 1_050;

/** Gives out turns in the order of asking, so many within any second. */
export class Turns {
  /** When the latest turns are, or will be. */
  private given: number[] = [];

  constructor(private readonly options: TurnsOptions) {}

  /** When the last turn is, or was. */
  get lastAt(): number {
    return this.given.at(-1) ?? -Infinity;
  }

  /** Resolves when it is the caller's turn. @throws VaultError where that is too far away */
  async take(): Promise<void> {
    const { perSecond, maxWaitMs, now = () => performance.now() } = this.options;
    if (perSecond === Infinity) return;
    const current = now();
    const oldest = this.given.length < perSecond ? undefined : this.given[0];
    const turn = Math.max(current, oldest === undefined ? 0 : oldest + WINDOW_MS);
    if (turn - current > maxWaitMs) {
      throw new VaultError('rate_limited', { retryAfterSeconds: Math.ceil((turn - current) / 1_000) });
    }
    this.given = [...this.given, turn].slice(-perSecond);
    if (turn > current) await (this.options.wait ?? wait)(turn - current);
  }
}
