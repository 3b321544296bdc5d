import { sha256, sha256Bytes } from './index.js';

// RFC 6234 and FIPS 180-4: the digest of "abc".
const ABC = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

describe('sha256', () => {
  it('hashes a text to base64url without padding', () => {
    expect(sha256('abc')).toBe(Buffer.from(ABC, 'hex').toString('base64url'));
  });

  it.each(['hex', 'base64'] as const)('encodes the hash as %s', (encoding) => {
    expect(sha256('abc', encoding)).toBe(Buffer.from(ABC, 'hex').toString(encoding));
  });

  it('hashes a text as its bytes in UTF-8', () => {
    expect(sha256('é')).toBe(sha256(Buffer.from([0xc3, 0xa9])));
  });

  it('returns the 32 bytes', () => {
    expect(sha256Bytes('abc').toString('hex')).toBe(ABC);
  });
});
