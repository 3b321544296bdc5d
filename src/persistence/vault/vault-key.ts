/**
 * The vault's name of a record: its whole key, encoded. The SDK inserts names into a path without encoding, so `/`,
 * `..`, `?` and `#` in a key would change the path (docs/monday-platform.md#secure-storage).
 */
export function vaultKey(key: string): string {
  return Buffer.from(key, 'utf8').toString('base64url');
}
