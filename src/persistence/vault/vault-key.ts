/**
 * The vault's name of a record: its whole key, encoded. The SDK puts names into a path as they are, where `/`, `..`, `?`
 * and `#` of a key would lead elsewhere (docs/monday-platform.md#secure-storage).
 */
export function vaultKey(key: string): string {
  return Buffer.from(key, 'utf8').toString('base64url');
}
