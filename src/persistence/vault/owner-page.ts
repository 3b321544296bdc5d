/** The key of a record, and when the record can be removed: milliseconds since the epoch, 0 for never. */
export interface OwnedKey {
  readonly key: string;
  readonly expiresAt: number;
  /** When it was noted down: a younger one may belong to a record that is still being written. */
  readonly notedAt: number;
}

/** Where the page is kept. Nothing else writes there in this process; other processes may. */
export interface PageStore {
  read(): Promise<readonly OwnedKey[]>;
  /** No keys: the page goes. */
  write(keys: readonly OwnedKey[]): Promise<void>;
}

/** A write of another process that had read the page before ours is over by then. */
const CONFIRM_AFTER_MS = 10_000;

/**
 * A page of {@link OwnerIndex}. What is noted down while a write is under way goes into the next one, all of it at once.
 * The store has no compare-and-set, so that another process can overwrite ours with what it had read before: what was
 * noted is therefore remembered until a later look has found it.
 */
export class OwnerPage {
  private readonly noted = new Map<string, OwnedKey>();
  private readonly dropped = new Set<string>();
  private last: Promise<unknown> = Promise.resolve();
  private next: Promise<readonly OwnedKey[]> | undefined;

  constructor(
    private readonly store: PageStore,
    private readonly now: () => number,
  ) {}

  /** Whether nothing is left to be written or confirmed. */
  get isSettled(): boolean {
    return this.noted.size === 0 && this.dropped.size === 0 && this.next === undefined;
  }

  /** Resolves once the key is in the store. */
  async note(key: string, expiresAt: number): Promise<void> {
    this.remember(key, expiresAt);
    await this.write();
  }

  /** Notes a key with the next write. */
  remember(key: string, expiresAt: number): void {
    this.dropped.delete(key);
    this.noted.set(key, { key, expiresAt, notedAt: this.now() });
  }

  /** Takes a key out with the next write. */
  drop(key: string): void {
    this.noted.delete(key);
    this.dropped.add(key);
  }

  /** Writes what was dropped, and what another process overwrote. @returns the page as it is then */
  settle(): Promise<readonly OwnedKey[]> {
    return this.write();
  }

  private write(): Promise<readonly OwnedKey[]> {
    if (this.next) return this.next;
    const next = this.last.then(() => {
      this.next = undefined;
      return this.merge();
    });
    this.next = next;
    this.last = next.catch(() => undefined);
    return next;
  }

  private async merge(): Promise<readonly OwnedKey[]> {
    const dropped = [...this.dropped];
    const merged = new Map((await this.store.read()).map((entry) => [entry.key, entry]));
    const hasDropped = dropped.filter((key) => merged.delete(key)).length > 0;
    const hasNoted = this.mergeNoted(merged);
    const keys = [...merged.values()];
    if (hasDropped || hasNoted) await this.store.write(keys);
    for (const key of dropped) this.dropped.delete(key);
    return keys;
  }

  /** Whether anything was missing; what has been there for a while is confirmed and forgotten. */
  private mergeNoted(merged: Map<string, OwnedKey>): boolean {
    const now = this.now();
    let isChanged = false;
    for (const entry of this.noted.values()) {
      if (isLater(entry, merged.get(entry.key))) {
        const written = { ...entry, notedAt: now };
        merged.set(entry.key, written);
        this.noted.set(entry.key, written);
        isChanged = true;
      } else if (entry.notedAt <= now - CONFIRM_AFTER_MS) {
        this.noted.delete(entry.key);
      }
    }
    return isChanged;
  }
}

/** Whether the page does not know yet that the record lives for so long. */
function isLater({ expiresAt }: OwnedKey, known: OwnedKey | undefined): boolean {
  if (known === undefined) return true;
  if (known.expiresAt === 0) return false;
  return expiresAt === 0 || expiresAt > known.expiresAt;
}
