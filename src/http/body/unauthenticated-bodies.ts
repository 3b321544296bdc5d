/** A body whose reading can be paused. */
export interface Unfinished {
  /** Pauses reading until the guards have authenticated the sender. */
  yield(): void;
}

/**
 * Unfinished bodies of unauthenticated requests. Together they use a small reserve. If it is exhausted, the oldest is
 * paused; after authentication, it continues with memory of its account.
 */
export class UnauthenticatedBodies {
  private held = 0;
  /** In the order of their first allocation. */
  private readonly bodies = new Map<Unfinished, number>();

  /** @param limit maximum number of bytes of all bodies together */
  constructor(private readonly limit: number) {}

  /** Updates the number of bytes of a body. This may pause it or an older one. */
  hold(body: Unfinished, bytes: number): void {
    this.held += bytes - (this.bodies.get(body) ?? 0);
    this.bodies.set(body, bytes);
    while (this.held > this.limit) {
      const [oldest] = this.bodies.keys();
      if (!oldest) return;
      this.release(oldest);
      oldest.yield();
    }
  }

  /** Removes a body that is complete, abandoned, or counted elsewhere. */
  release(body: Unfinished): void {
    this.held -= this.bodies.get(body) ?? 0;
    this.bodies.delete(body);
  }
}
