import { createSecretKey } from 'node:crypto';
import { JwtService } from '@nestjs/jwt';
import { BoundedMap } from 'monday-persistence/bounded';
import { MondayTokenInvalidError } from './monday-requests.errors.js';

/** The payload of a JWT with a valid signature and expiry. */
export type VerifiedClaims = Readonly<Record<string, unknown>>;

/** Tolerated difference between the clocks of monday and of this machine. */
export const CLOCK_TOLERANCE_SECONDS = 5;
const MAX_TOKEN_LENGTH = 8 * 1024;
/** Old secrets are removed when new ones are added. A rotation needs two; the rest is reserve. */
const MAX_KEYS = 8;

/**
 * Checks HS256 signatures. Key objects are cached by secret, because `jsonwebtoken` is many times slower with a string.
 * A rotated secret has a new key object.
 */
export class HmacVerifier {
  private readonly verifiers = new BoundedMap<string, JwtService>({ capacity: MAX_KEYS });

  /** @throws MondayTokenInvalidError for another algorithm, a wrong signature, or a missing or expired `exp` */
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
