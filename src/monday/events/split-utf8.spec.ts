import fc from 'fast-check';
import { splitUtf8 } from './split-utf8.js';

describe('splitUtf8', () => {
  it('gives parts within the limit that together are the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 4, max: 20 }), (text, maxBytes) => {
        const parts = splitUtf8(text, maxBytes);
        expect(parts.join('')).toBe(text);
        expect(parts.filter((part) => Buffer.byteLength(part) > maxBytes)).toEqual([]);
      }),
    );
  });

  it('gives one part if the text fits', () => {
    expect(splitUtf8('', 4)).toEqual(['']);
    expect(splitUtf8('🙂', 4)).toEqual(['🙂']);
    expect(splitUtf8('a🙂', 4)).toEqual(['a', '🙂']);
  });
});
