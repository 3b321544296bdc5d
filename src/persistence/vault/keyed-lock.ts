import { VaultError } from './vault.errors.js';

/** A key is written once a second, and nobody waits for longer than about a minute. */
const MAX_WAITING = 60;

/** The work on one key: how much of it there is, and when all of it has ended. */
interface Line {
  length: number;
  end: Promise<unknown>;
}

/** Lets one piece of work at a time touch a key, in this process. */
export class KeyedLock {
  private readonly lines = new Map<string, Line>();

  /**
   * Runs `work` when all that touches any of the keys and came before it has ended.
   * @param keys each once
   * @throws VaultError if too many wait for one of them
   */
  async hold<T>(keys: readonly string[], work: () => Promise<T>): Promise<T> {
    const lines = keys.map((key) => this.lineOf(key));
    if (lines.some(({ length }) => length >= MAX_WAITING)) throw new VaultError('rate_limited');
    const turn = Promise.all(lines.map(({ end }) => end)).then(work);
    const end = turn.catch(() => undefined);
    // All keys are taken in one step, so that two lists in opposite order cannot wait for each other.
    for (const line of lines) {
      line.length += 1;
      line.end = end;
    }
    try {
      return await turn;
    } finally {
      for (const line of lines) line.length -= 1;
      for (const key of keys) if (this.lines.get(key)?.length === 0) this.lines.delete(key);
    }
  }

  private lineOf(key: string): Line {
    const line = this.lines.get(key) ?? { length: 0, end: Promise.resolve() };
    this.lines.set(key, line);
    return line;
  }
}
