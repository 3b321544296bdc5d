import { equalInConstantTime } from 'monday-persistence/constant-time';
import { sha256 } from 'monday-persistence/hash';

const CHALLENGE = /^[A-Za-z0-9_-]{43,128}$/;
const VERIFIER = /^[A-Za-z0-9._~-]{43,128}$/;

export const isChallenge = (text: string): boolean => CHALLENGE.test(text);

/** Whether the SHA-256 of the verifier is the challenge (RFC 7636, S256). */
export function matchesChallenge(verifier: string, challenge: string): boolean {
  if (!VERIFIER.test(verifier)) return false;
  return equalInConstantTime(sha256(verifier), challenge);
}
