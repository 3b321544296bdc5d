import { readBearerToken, readRawToken } from './authorization-token.js';

describe('readBearerToken', () => {
  it.each([['Bearer abc.def'], ['bearer abc.def'], ['Bearer   abc.def']])('reads %j', (header) => {
    expect(readBearerToken(header)).toBe('abc.def');
  });

  it.each([[undefined], [''], ['Bearer'], ['Bearer '], ['abc.def'], ['Bearer abc def'], ['Basic abc.def']])(
    'reads no token from %j',
    (header) => {
      expect(readBearerToken(header)).toBeUndefined();
    },
  );
});

describe('readRawToken', () => {
  it.each([['abc.def'], ['Bearer abc.def'], ['bearer  abc.def'], [' abc.def ']])('reads %j', (header) => {
    expect(readRawToken(header)).toBe('abc.def');
  });

  it.each([[undefined], [''], ['  ']])('reads no token from %j', (header) => {
    expect(readRawToken(header)).toBeUndefined();
  });
});
