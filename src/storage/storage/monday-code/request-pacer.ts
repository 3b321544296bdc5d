import { setTimeout as wait } from 'node:timers/promises';
import { MondayCodeAPIError } from '../../../errors/index.js';

export interface RequestPacerOptions {
  /** Most requests of one token within a second. */
  readonly perSecond: number;
  /** Longest time that a request waits for its turn, in milliseconds. */
  readonly maxWaitMs: number;
  /** Milliseconds of a clock that never goes back. */
  readonly now?: () => number;
  readonly wait?: (milliseconds: number) => Promise<unknown>;
}

/** A little more than a second: requests that left in time can still arrive closer together. */
const WINDOW_MS = 1_050;
/** Tokens that are looked at before those without recent requests are forgotten. */
const MAX_TOKENS = 1_000;

/** Makes requests wait so that no token sends more than it may. Turns are given in the order of asking. */
export class RequestPacer {
  /** By token: when its latest requests leave. */
  private readonly departures = new Map<string, number[]>();

  constructor(private readonly options: RequestPacerOptions) {}

  /** Resolves when the token may send. @throws MondayCodeAPIError where that is too far away */
  async turn(token: string): Promise<void> {
    const { perSecond, maxWaitMs } = this.options;
    if (perSecond === Infinity) return;
    const now = this.options.now?.() ?? performance.now();
    const departures = this.departures.get(token) ?? [];
    const oldest = departures.length < perSecond ? undefined : departures[0];
    const departure = Math.max(now, oldest === undefined ? now : oldest + WINDOW_MS);
    if (departure - now > maxWaitMs) {
      const retryAfterSeconds = Math.ceil((departure - now) / 1_000);
      throw new MondayCodeAPIError({ api: 'storage', failure: 'rate_limited', retryAfterSeconds });
    }
    this.departures.set(token, [...departures, departure].slice(-perSecond));
    if (this.departures.size > MAX_TOKENS) this.forgetIdle(now);
    if (departure > now) await (this.options.wait ?? wait)(departure - now);
  }

  private forgetIdle(now: number): void {
    for (const [token, departures] of this.departures) {
      if ((departures.at(-1) ?? 0) + WINDOW_MS <= now) this.departures.delete(token);
    }
  }
}
