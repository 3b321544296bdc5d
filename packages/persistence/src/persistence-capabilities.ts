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
   * The store takes only a few calls a second from all instances together. A request that proves nothing must not cause
   * any: it could keep everyone else out.
   */
  readonly scarceCalls: boolean;
}
