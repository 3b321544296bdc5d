/** What a driver can do. What it cannot do is also listed in docs/drivers.md. */
export interface PersistenceCapabilities {
  /** Compare-and-set holds between processes, not only within one. */
  readonly sharedCompareAndSet: boolean;
  /** `batch` is all or nothing. */
  readonly atomicBatch: boolean;
  /** `scan` works without an owner. */
  readonly scan: boolean;
}
