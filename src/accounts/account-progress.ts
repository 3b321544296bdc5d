/** How far a run over all accounts has come. */
export interface Position {
  /** All accounts up to this one are handled; empty at the start. */
  readonly last: string;
  /** Accounts after it that are handled too. */
  readonly ahead: readonly string[];
}

/** Tracks the accounts that several workers handle, in the order of their ids. */
export class AccountProgress {
  private last: string;
  /** Accounts after `last`, in order, and whether they are handled. */
  private readonly open = new Map<string, boolean>();
  private readonly before: ReadonlySet<string>;
  /** Increases with each change. */
  revision = 0;

  constructor({ last, ahead }: Position) {
    this.last = last;
    this.before = new Set(ahead);
  }

  /** Number of accounts that the position lists or waits for. */
  get size(): number {
    return this.open.size;
  }

  get position(): Position {
    const ahead = [...this.open].filter(([, isHandled]) => isHandled).map(([accountId]) => accountId);
    return { last: this.last, ahead: [...ahead, ...this.notYetSeen()] };
  }

  /**
   * Starts the next account.
   * @returns false if an earlier process has handled it
   */
  start(accountId: string): boolean {
    const isHandled = this.before.has(accountId);
    this.open.set(accountId, isHandled);
    if (isHandled) this.advance();
    return !isHandled;
  }

  finish(accountId: string): void {
    this.open.set(accountId, true);
    this.revision += 1;
    this.advance();
  }

  private advance(): void {
    for (const [accountId, isHandled] of this.open) {
      if (!isHandled) return;
      this.last = accountId;
      this.open.delete(accountId);
    }
  }

  private notYetSeen(): string[] {
    return [...this.before].filter((accountId) => accountId > this.last && !this.open.has(accountId));
  }
}
