/** A body that can stop being read where it is. */
export interface Unfinished {
  /** Reads no more until the guards have found out who sends it. */
  yield(): void;
}

/**
 * The unfinished bodies of requests whose sender is not proven yet. Together they hold a small reserve; if it is
 * used up, the oldest gives way: whoever proves to be somebody goes on with memory of their account.
 */
export class UnauthenticatedBodies {
  private held = 0;
  /** In the order in which they began to hold anything. */
  private readonly bodies = new Map<Unfinished, number>();

  /** @param limit bytes that they may hold together */
  constructor(private readonly limit: number) {}

  /** Notes that a body holds so many bytes now. It, or an older one, may be told to yield. */
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

  /** The body is finished, given up, or counted elsewhere. */
  release(body: Unfinished): void {
    this.held -= this.bodies.get(body) ?? 0;
    this.bodies.delete(body);
  }
}
