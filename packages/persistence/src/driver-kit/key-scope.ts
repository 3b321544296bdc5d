/** Parts of a key that identify the owner of the record: the module and the account. */
export const OWNER_PARTS = 2;

/**
 * The first parts of a key, with their slashes: `storage/7/` for two parts of `storage/7/p/greeting`. Keys start with
 * the module and the owner, so that work can be limited per scope without knowledge of accounts.
 */
export function scopeOf(key: string, parts: number): string {
  let end = 0;
  for (let part = 0; part < parts; part += 1) {
    const slash = key.indexOf('/', end);
    if (slash === -1) return key;
    end = slash + 1;
  }
  return key.slice(0, end);
}
