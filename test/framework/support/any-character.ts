import fc from 'fast-check';

const SURROGATES = { first: 0xd800, count: 0x800 };
const LAST = 0x10ffff;

/**
 * Any character, as the `unit` of `fc.string`. The unit "binary" makes the same ones, but lists them all in a table before
 * its first text, which takes a second.
 */
export const anyCharacter = fc
  .integer({ min: 0, max: LAST - SURROGATES.count })
  .map((index) => String.fromCodePoint(index < SURROGATES.first ? index : index + SURROGATES.count), indexOf);

/** With it, texts such as `__proto__` are made as often as of other units, and failures found are made shorter. */
function indexOf(character: unknown): number {
  const isOne = typeof character === 'string' && [...character].length === 1 && character.isWellFormed();
  if (!isOne) throw new TypeError('It is not one character.');
  const code = character.codePointAt(0) ?? 0;
  return code < SURROGATES.first ? code : code - SURROGATES.count;
}
