import { decodeJson, encodeJson, tryParseJson } from './index.js';

describe('tryParseJson', () => {
  it.each([
    ['{"a":[1]}', { a: [1] }],
    ['null', null],
    ['"text"', 'text'],
  ])('parses %s', (text, expected) => {
    expect(tryParseJson(text)).toEqual(expected);
  });

  it.each(['', '{', 'undefined', "{'a':1}"])('returns undefined for the text %p', (text) => {
    expect(tryParseJson(text)).toBeUndefined();
  });
});

describe('encodeJson and decodeJson', () => {
  it('preserve a value, in characters that need no encoding in a URL', () => {
    const text = encodeJson(['é?/&', null, 1]);
    expect(text).toMatch(/^[\w-]+$/);
    expect(decodeJson(text)).toEqual(['é?/&', null, 1]);
  });

  it.each(['', '%%%', 'bm90IEpTT04'])('return undefined for %p, which is not encoded JSON', (text) => {
    expect(decodeJson(text)).toBeUndefined();
  });
});
