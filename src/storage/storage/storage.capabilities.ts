/** What a storage driver can do. What it cannot do throws `storage.unsupported`; docs/drivers.md has the table. */
export interface StorageCapabilities {
  /** Writes and deletes that happen only where nothing is there, and deletes of one version. */
  readonly createOnly: boolean;
  /** A delete that happens only at one version. */
  readonly conditionalDelete: boolean;
  /** Tells whether a write created the row. */
  readonly reportsCreation: boolean;
  /** Search takes a limit, searches only private or only shared rows, and tells versions. */
  readonly richSearch: boolean;
  /** `batch` is all or nothing. */
  readonly atomicBatch: boolean;
}
