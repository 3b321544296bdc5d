/**
 * A value in the vault: always an object, because monday's SDK does not return `0`, `false`, `""` and `null` correctly
 * (docs/monday-platform.md#secure-storage).
 */
export type VaultValue = Readonly<Record<string, string | number>>;

/**
 * The vault of monday code: one value per key, for the whole app. It has no versions, expiry or listing.
 *
 * Every method @throws MondayCodeAPIError with api `secure-storage`.
 */
export abstract class VaultClient {
  /** The value, or `undefined`. @param key safe in a URL as it is */
  abstract read(key: string): Promise<VaultValue | undefined>;

  abstract write(key: string, value: VaultValue): Promise<void>;

  /** Nothing to remove is no error. */
  abstract remove(key: string): Promise<void>;
}
