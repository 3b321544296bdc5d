/** Maximum length of a key, in UTF-16 units. */
export const MAX_KEY_LENGTH = 256;

const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * The problem with a key, or `undefined`. Keys are compared exactly, without Unicode normalisation. `.` and `..` are
 * refused because no URL can address them.
 */
export function findKeyProblem(key: unknown): string | undefined {
  if (typeof key !== 'string') return 'must be a string';
  if (key.length < 1 || key.length > MAX_KEY_LENGTH) return `must have 1 to ${MAX_KEY_LENGTH} characters`;
  if (key === '.' || key === '..') return 'must not be "." or ".."';
  return findTextProblem(key);
}

/** Characters that are not allowed in a key: U+0000 and lone surrogates, which stores do not preserve. */
export function findTextProblem(text: string): string | undefined {
  if (text.includes('\u0000')) return 'must not contain U+0000';
  return LONE_SURROGATE.test(text) ? 'must not contain a lone surrogate' : undefined;
}
