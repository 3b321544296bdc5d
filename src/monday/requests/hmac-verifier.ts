import { createSecretKey, type KeyObject } from 'node:crypto';
import { BoundedMap } from 'monday-persistence/bounded';
import { type Clock } from '../../clock/index.js';
import { MondayTokenInvalidError } from './monday-requests.errors.js';
import { verifyHs256 } from './verify-hs256.js';

/** The payload of a JWT with a valid signature and expiry. */
export type VerifiedClaims = Readonly<Record<string, unknown>>;

/** Tolerated difference between the clocks of monday and of this machine. */
export const CLOCK_TOLERANCE_SECONDS = 5;
const MAX_TOKEN_LENGTH = 8 * 1024;
/** Old secrets are removed when new ones are added. A rotation needs two; the rest is reserve. */
const MAX_KEYS = 8;

/** Checks HS256 signatures. Key objects are cached by secret; a rotated secret has a new one. */
export class HmacVerifier {
  private readonly keys = new BoundedMap<string, KeyObject>({ capacity: MAX_KEYS });

  constructor(private readonly clock: Clock) {}

  /** @throws MondayTokenInvalidError for another algorithm, a wrong signature, or a missing or expired `exp` */
  verify(token: string | undefined, secret: string): VerifiedClaims {
    if (token === undefined || token === '') throw new MondayTokenInvalidError('missing');
    if (token.length > MAX_TOKEN_LENGTH) throw new MondayTokenInvalidError('malformed');
    const claims = verifyHs256(token, {
      key: this.keyOf(secret),
      now: Math.floor(this.clock.now() / 1000),
      toleranceSeconds: CLOCK_TOLERANCE_SECONDS,
    });
    if (typeof claims !== 'object' || claims === null) throw new MondayTokenInvalidError('claims');
    const payload = claims as VerifiedClaims;
    if (typeof payload['exp'] !== 'number') throw new MondayTokenInvalidError('no expiry');
    return payload;
  }

  private keyOf(secret: string): KeyObject {
    const known = this.keys.get(secret);
    if (known) return known;
    const key = createSecretKey(Buffer.from(secret, 'utf8'));
    this.keys.set(secret, key);
    return key;
  }
}
