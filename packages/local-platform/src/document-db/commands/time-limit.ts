import { CommandError } from '../command-error.js';

/** As nobody else is served meanwhile. */
const MAX_MS = 10_000;

/** Ends a command that takes too long. */
export class TimeLimit {
  private until = 0;

  constructor(
    private readonly now: () => number,
    milliseconds: number | undefined,
  ) {
    this.restart(milliseconds);
  }

  /** @param milliseconds what the client allows, if that is less */
  restart(milliseconds = MAX_MS): void {
    this.until = this.now() + Math.min(milliseconds || MAX_MS, MAX_MS);
  }

  /** @throws CommandError MaxTimeMSExpired */
  check(): void {
    if (this.now() > this.until) throw new CommandError('MaxTimeMSExpired', 'operation exceeded time limit');
  }
}
