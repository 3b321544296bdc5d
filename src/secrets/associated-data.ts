/**
 * Joins the parts of a place, such as a namespace, an account and a key, so that two different lists of parts never
 * give the same text.
 */
export function associatedDataOf(...parts: readonly string[]): string {
  return JSON.stringify(parts);
}
