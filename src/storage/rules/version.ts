/** Maximum length of a version, in UTF-16 units. */
export const MAX_VERSION_LENGTH = 256;

const PRINTABLE = /^[\x21-\x7e]*$/;

/** The problem with a given version, or `undefined`. */
export function findVersionProblem(version: unknown): string | undefined {
  return typeof version === 'string' && version.length <= MAX_VERSION_LENGTH
    ? undefined
    : `must be a string of at most ${MAX_VERSION_LENGTH} characters`;
}

/** False for a text that no store uses as a version, and that some stores cannot compare. */
export function canBeVersion(text: string): boolean {
  return PRINTABLE.test(text);
}
