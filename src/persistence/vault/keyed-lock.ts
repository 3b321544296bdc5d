import { VaultError } from './vault.errors.js';

/** A key is written at most once per second, so that no caller waits longer than about a minute. */
const MAX_WAITING = 60;

/** The pending work on one key: its number, and a promise for its end. */
interface Line {
  length: number;
  end: Promise<unknown>;
}

/** Serialises work on each key within this process. */
export class KeyedLock {
  private readonly lines = new Map<string, Line>();

  /** How many keys are held. */
  get size(): number {
    return this.lines.size;
  }

  /**
   * Runs `work` when all that touches any of the keys and came before it has ended.
   * @param keys each once
   * @throws VaultError if too many wait for one of them
   */
  async hold<T>(keys: readonly string[], work: () => Promise<T>): Promise<T> {
    if (keys.some((key) => (this.lines.get(key)?.length ?? 0) >= MAX_WAITING))
      throw new VaultError('rate_limited');
    const lines = keys.map((key) => this.lineOf(key));
    const turn = Promise.all(lines.map(({ end }) => end)).then(work);
    const end = turn.catch(() => undefined);
    // All keys are locked in one step, so that no deadlock occurs.
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
