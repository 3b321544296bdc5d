import { type Clock } from 'monday-persistence/clock';

/** The key of a record and the time of its removal: milliseconds since the epoch, 0 for never. */
export interface OwnedKey {
  readonly key: string;
  readonly expiresAt: number;
  /** When the key was added; a recent one may belong to a record that is still being written. */
  readonly notedAt: number;
}

/** Stores the page. Other processes may write the same page; in this process, nothing else does. */
export interface PageStore {
  read(): Promise<readonly OwnedKey[]>;
  /** No keys: the page goes. */
  write(keys: readonly OwnedKey[]): Promise<void>;
}

/** By then, a write of another process that read the page before this write is complete. */
const CONFIRM_AFTER_MS = 10_000;

/**
 * A page of {@link OwnerIndex}. Keys that are added during a write are included in the next write. The store has no
 * compare-and-set, so another process can overwrite the page with older data. Added keys are therefore remembered until
 * a later read confirms them.
 */
export class OwnerPage {
  private readonly noted = new Map<string, OwnedKey>();
  private readonly dropped = new Set<string>();
  private last: Promise<unknown> = Promise.resolve();
  private next: Promise<readonly OwnedKey[]> | undefined;

  constructor(
    private readonly store: PageStore,
    private readonly clock: Clock,
  ) {}

  /** Whether no writes or confirmations are pending. */
  get isSettled(): boolean {
    return this.noted.size === 0 && this.dropped.size === 0 && this.next === undefined;
  }

  /** Resolves once the key is in the store. */
  async note(key: string, expiresAt: number): Promise<void> {
    this.remember(key, expiresAt);
    await this.write();
  }

  /** Adds a key with the next write. */
  remember(key: string, expiresAt: number): void {
    this.dropped.delete(key);
    this.noted.set(key, { key, expiresAt, notedAt: this.clock.now() });
  }

  /** Removes a key with the next write. */
  drop(key: string): void {
    this.noted.delete(key);
    this.dropped.add(key);
  }

  /** Writes removed keys, and keys that another process overwrote. @returns the resulting page */
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

  /** Whether keys were missing. Keys that have been present for a while are confirmed. */
  private mergeNoted(merged: Map<string, OwnedKey>): boolean {
    const now = this.clock.now();
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

/** Whether the page has a shorter lifetime for the record. */
function isLater({ expiresAt }: OwnedKey, known: OwnedKey | undefined): boolean {
  if (known === undefined) return true;
  if (known.expiresAt === 0) return false;
  return expiresAt === 0 || expiresAt > known.expiresAt;
}
