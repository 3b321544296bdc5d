import { randomInt } from 'node:crypto';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** An id in monday's format for columns and groups, `<word>_mk` and six characters. */
export function newId(word: string): string {
  const characters = Array.from({ length: 6 }, () => ALPHABET[randomInt(ALPHABET.length)]);
  return `${word}_mk${characters.join('')}`;
}
