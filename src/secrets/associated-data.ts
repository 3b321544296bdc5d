/** Joins parts, such as a namespace, an account and a key, so that different lists never yield the same text. */
export function associatedDataOf(...parts: readonly string[]): string {
  return JSON.stringify(parts);
}
