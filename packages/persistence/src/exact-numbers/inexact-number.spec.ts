import fc from 'fast-check';
import { findInexactNumber, isExactNumber, quoteInexactNumbers } from './inexact-number.js';

describe('isExactNumber', () => {
  it.each([
    '0',
    '-0',
    '-0.000e99999999',
    '9007199254740992',
    '100000000000000000000000',
    '1.0000000000000000000000',
    '1E+2',
    '12e-1',
    '0.1',
    '0.10000000000000001',
    // JavaScript writes this one with digits that differ from those of a rounded 17th.
    '187960680647094.12',
    '5e-324',
    '1.7976931348623157e308',
  ])('is true for %s', (literal) => {
    expect(isExactNumber(literal)).toBe(true);
  });

  it.each([
    '9007199254740993',
    '-9007199254740993',
    '1152921504606846976',
    '1.00000000000000001',
    '0.99999999999999999',
    '0.10000000000000000001',
    '12345678901234567e-1',
    '1e400',
    '1e-400',
    `0.${'0'.repeat(50_000)}1`,
    `1${'0'.repeat(50_000)}`,
  ])('is false for %s', (literal) => {
    expect(isExactNumber(literal)).toBe(false);
  });

  it('is true for every number that JavaScript writes', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        expect(isExactNumber(JSON.stringify(number))).toBe(true);
      }),
    );
  });

  it('is true for an integer exactly if it is written again with the same digits', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 69n), max: 2n ** 69n }), (integer) => {
        expect(isExactNumber(String(integer))).toBe(JSON.stringify(Number(integer)) === String(integer));
      }),
    );
  });
});

describe('findInexactNumber', () => {
  it('finds numbers at any depth, in any place', () => {
    expect(findInexactNumber('{"a":[1,{"b":[2.5,-9007199254740993]}],"c":1e400}')).toBe('-9007199254740993');
    expect(findInexactNumber('9007199254740993')).toBe('9007199254740993');
  });

  it.each([
    '{"9007199254740993":"9007199254740993"}',
    '["\\"9007199254740993", "\\\\", 1]',
    '["\\\\\\"9007199254740993\\\\"]',
    '[true,false,null,"",{},[]]',
  ])('takes no text for a number: %s', (json) => {
    expect(findInexactNumber(json)).toBeUndefined();
  });

  it('finds a number after a text that ends with a backslash', () => {
    expect(findInexactNumber('["\\\\",9007199254740993]')).toBe('9007199254740993');
  });

  it('finds nothing in what JavaScript writes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(findInexactNumber(JSON.stringify(value))).toBeUndefined();
      }),
    );
  });
});

describe('quoteInexactNumbers', () => {
  it('turns each such number into a string of what is written, and nothing else', () => {
    expect(
      quoteInexactNumbers(
        '{"a": [9007199254740993, {"b\\"1e400": -1.00000000000000001}], "c":1e400,"d":2e2}',
      ),
    ).toBe('{"a": ["9007199254740993", {"b\\"1e400": "-1.00000000000000001"}], "c":"1e400","d":2e2}');
  });

  it('changes nothing in what JavaScript writes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(quoteInexactNumbers(JSON.stringify(value))).toBe(JSON.stringify(value));
      }),
    );
  });
});
