/** What a storage driver can do. What it cannot do throws `storage.unsupported`; docs/drivers.md has the table. */
export interface StorageCapabilities {
  /** Create-only writes: they fail if the row exists. */
  readonly createOnly: boolean;
  /** A delete that happens only at one version. */
  readonly conditionalDelete: boolean;
  /** Tells whether a write created the row. */
  readonly reportsCreation: boolean;
  /** Search returns versions. */
  readonly searchVersions: boolean;
  /** A counter can be read by adding 0, and refuses to leave the safe whole numbers. */
  readonly counterRange: boolean;
  /** Keeps numbers that no double holds, such as `9007199254740993`; refuses them otherwise. */
  readonly exactNumbers: boolean;
  /** `batch` is all or nothing. */
  readonly atomicBatch: boolean;
}
