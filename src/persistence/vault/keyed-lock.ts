/** Lets one piece of work at a time touch a key, in this process. */
export class KeyedLock {
  private readonly last = new Map<string, Promise<unknown>>();

  /** Runs `work` when all that touches any of the keys and came before it has ended. */
  async hold<T>(keys: readonly string[], work: () => Promise<T>): Promise<T> {
    const before = keys.map((key) => this.last.get(key));
    const turn = Promise.allSettled(before).then(work);
    // All keys are taken in one step, so that two lists in opposite order cannot wait for each other.
    const settled = turn.catch(() => undefined);
    for (const key of keys) this.last.set(key, settled);
    try {
      return await turn;
    } finally {
      for (const key of keys) if (this.last.get(key) === settled) this.last.delete(key);
    }
  }
}
