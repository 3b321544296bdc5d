import { createSecretKey } from 'node:crypto';
import { JwtService } from '@nestjs/jwt';
import { BoundedMap } from 'monday-persistence/bounded';
import { MondayTokenInvalidError } from './monday-requests.errors.js';

/** The payload of a JWT whose signature and expiry hold. */
export type VerifiedClaims = Readonly<Record<string, unknown>>;

/** By how much the clocks of monday and of this machine may differ before a token counts as expired. */
export const CLOCK_TOLERANCE_SECONDS = 5;
const MAX_TOKEN_LENGTH = 8 * 1024;
/** Old secrets leave as new ones come: rotation needs two, the rest is slack. */
const MAX_KEYS = 8;

/**
 * Checks HS256 signatures. The key objects are kept by secret: `jsonwebtoken` is many times slower with a string,
 * and a secret that was rotated is another string.
 */
export class HmacVerifier {
  private readonly verifiers = new BoundedMap<string, JwtService>({ capacity: MAX_KEYS });

  /**
   * @throws MondayTokenInvalidError on another algorithm, a wrong signature, or an `exp` that is past or missing
   */
  verify(token: string | undefined, secret: string): VerifiedClaims {
    if (token === undefined || token === '') throw new MondayTokenInvalidError('missing');
    if (token.length > MAX_TOKEN_LENGTH) throw new MondayTokenInvalidError('malformed');
    const claims = this.check(token, secret);
    if (typeof claims !== 'object' || claims === null) throw new MondayTokenInvalidError('claims');
    const payload = claims as VerifiedClaims;
    if (typeof payload['exp'] !== 'number') throw new MondayTokenInvalidError('no expiry');
    return payload;
  }

  private check(token: string, secret: string): unknown {
    try {
      return this.verifierOf(secret).verify<object>(token, {
        algorithms: ['HS256'],
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
      });
    } catch (error) {
      const expired = error instanceof Error && error.name === 'TokenExpiredError';
      throw new MondayTokenInvalidError(expired ? 'expired' : 'signature');
    }
  }

  private verifierOf(secret: string): JwtService {
    const known = this.verifiers.get(secret);
    if (known) return known;
    const key = createSecretKey(Buffer.from(secret, 'utf8'));
    const verifier = new JwtService({ secretOrKeyProvider: () => key });
    this.verifiers.set(secret, verifier);
    return verifier;
  }
}
