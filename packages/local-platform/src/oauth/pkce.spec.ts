import { isChallenge, matchesChallenge } from './pkce.js';

describe('PKCE', () => {
  // The example of RFC 7636, appendix B.
  const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
  const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';

  it('accepts only the verifier of the challenge', () => {
    expect(matchesChallenge(verifier, challenge)).toBe(true);
    expect(matchesChallenge(`${verifier}x`, challenge)).toBe(false);
    expect(matchesChallenge(challenge, challenge)).toBe(false);
    expect(matchesChallenge('', challenge)).toBe(false);
  });

  it('takes 43 to 128 characters of base64url for a challenge', () => {
    expect(['a'.repeat(43), 'a'.repeat(128)].every(isChallenge)).toBe(true);
    expect(
      ['a'.repeat(42), 'a'.repeat(129), `${'a'.repeat(42)}=`, `${'a'.repeat(43)}\n`].some(isChallenge),
    ).toBe(false);
  });
});
