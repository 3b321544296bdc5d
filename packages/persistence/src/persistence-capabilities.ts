/** Capabilities of a driver. docs/drivers.md lists the missing ones. */
export interface PersistenceCapabilities {
  /** Processes on several machines can share it. */
  readonly severalMachines: boolean;
  /** Compare-and-set holds between processes, not only within one. */
  readonly sharedCompareAndSet: boolean;
  /** `batch` is all or nothing. */
  readonly atomicBatch: boolean;
  /** `scan` works without an owner. */
  readonly scan: boolean;
  /**
   * The store allows only a few calls per second, or a limited number per day, for all instances together.
   * Unauthenticated requests must not cause calls, because they could exhaust the limit, and nothing polls it often.
   */
  readonly scarceCalls: boolean;
}
