import { keyRange } from './key-range.js';

describe('keyRange', () => {
  it('ends with the prefix', () => {
    expect(keyRange('a/')).toEqual({ lower: 'a/', upper: 'a0' });
    expect(keyRange('\u007f')).toEqual({ lower: '\u007f', upper: '\u0080' });
  });

  it('steps over the surrogates, which no text has', () => {
    expect(keyRange('\ud7ff')).toEqual({ lower: '\ud7ff', upper: '\ue000' });
    expect(keyRange('\uffff')).toEqual({ lower: '\uffff', upper: '\u{10000}' });
  });

  it('increments the preceding character if the last one has no successor', () => {
    expect(keyRange('a\u{10ffff}')).toEqual({ lower: 'a\u{10ffff}', upper: 'b' });
    expect(keyRange('\u{10ffff}')).toEqual({ lower: '\u{10ffff}', upper: undefined });
    expect(keyRange('')).toEqual({ lower: '', upper: undefined });
  });

  it('starts after a key, in the order of UTF-8 and not of UTF-16', () => {
    expect(keyRange('a/', 'a/b')).toEqual({ lower: 'a/b\u0001', upper: 'a0' });
    expect(keyRange('\uffff', '\u{10000}')).toBeUndefined();
    expect(keyRange('\u{10000}', '\uffff')).toMatchObject({ lower: '\u{10000}' });
  });

  it('ends before a key, in the same order', () => {
    expect(keyRange('a/', 'a/b', 'a/c')).toEqual({ lower: 'a/b\u0001', upper: 'a/c' });
    expect(keyRange('a/', undefined, 'b')).toEqual({ lower: 'a/', upper: 'a0' });
    expect(keyRange('a/', undefined, 'a')).toBeUndefined();
    expect(keyRange('\u{10000}', undefined, '\uffff')).toBeUndefined();
  });
});
