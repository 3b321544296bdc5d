interface Lifetime {
  /** How long an entry is valid, in milliseconds. */
  readonly ttlMs: number;
  /** Milliseconds of the clock for `ttlMs`. */
  readonly now: () => number;
}

export type BoundedSetOptions = {
  /** Maximum number of entries. */
  readonly capacity: number;
} & (Lifetime | { readonly ttlMs?: undefined; readonly now?: undefined });

/** Without `ttlMs`, an entry is valid until it is evicted. */
export type BoundedMapOptions<K, V> = BoundedSetOptions & {
  /** Whether an entry may be evicted. If none may, the map grows beyond its capacity. Default: all may. */
  readonly mayEvict?: (key: K, value: V) => boolean;
};

/**
 * A map that has at most `capacity` entries: a new key removes the entry that was set longest ago. Reading an
 * entry does not keep it longer. Entries that are older than `ttlMs` are absent; so are entries from the future, because
 * otherwise a clock that was set back would keep them too long.
 */
export class BoundedMap<K, V> {
  /** The entry that was set longest ago comes first. */
  private readonly values = new Map<K, V>();
  private readonly setAt = new Map<K, number>();
  private readonly capacity: number;
  private readonly lifetime: Lifetime | undefined;
  private readonly mayEvict: (key: K, value: V) => boolean;

  constructor(options: BoundedMapOptions<K, V>) {
    this.capacity = options.capacity;
    this.lifetime = options.ttlMs === undefined ? undefined : options;
    this.mayEvict = options.mayEvict ?? (() => true);
  }

  /** The number of entries in memory, including expired ones. */
  get size(): number {
    return this.values.size;
  }

  get(key: K): V | undefined {
    return this.isValid(key) ? this.values.get(key) : undefined;
  }

  has(key: K): boolean {
    return this.values.has(key) && this.isValid(key);
  }

  /** @param at when the value was valid; default now. It may lie before now, for example when a read began. */
  set(key: K, value: V, at?: number): void {
    this.delete(key);
    if (this.values.size >= this.capacity) this.evictOldest();
    this.values.set(key, value);
    if (this.lifetime) this.setAt.set(key, at ?? this.lifetime.now());
  }

  delete(key: K): void {
    this.values.delete(key);
    this.setAt.delete(key);
  }

  clear(): void {
    this.values.clear();
    this.setAt.clear();
  }

  /** The entries in memory, including expired ones. */
  entries(): Iterable<[K, V]> {
    return this.values.entries();
  }

  private isValid(key: K): boolean {
    if (!this.lifetime) return true;
    const age = this.lifetime.now() - (this.setAt.get(key) ?? Number.NaN);
    return age >= 0 && age < this.lifetime.ttlMs;
  }

  private evictOldest(): void {
    for (const [key, value] of this.values) {
      if (!this.mayEvict(key, value)) continue;
      this.delete(key);
      return;
    }
  }
}
