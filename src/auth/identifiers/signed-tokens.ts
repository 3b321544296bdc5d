import { createHmac, randomBytes, type KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { equalInConstantTime } from 'monday-persistence/constant-time';
import { DerivedKeys } from '../../secrets/index.js';

/** Purpose of a token. Each purpose has its own key. */
export type TokenPurpose = 'session-id' | 'refresh-token';

/**
 * - `authentic`: this app created the token
 * - `forged`: it did not
 * - `unknown`: cannot be verified, because the token has no signature (version 0.1.0) or was signed with a removed key
 */
export type Authenticity = 'authentic' | 'forged' | 'unknown';

/** 43 characters: 32 bytes in base64url. */
const FORM = /^[A-Za-z0-9_-]{43}$/;
const RANDOM_BYTES = 16;
const TAG_BYTES = 3;
const MAC_BYTES = 13;

interface SigningKey {
  /** Identifies the key in the signature. */
  readonly tag: Buffer;
  readonly key: KeyObject;
}

/**
 * Opaque tokens that the app verifies without a look-up: 128 random bits, a tag of the key, and HMAC-SHA256 of the
 * random bits and their context, cut to 104 bits. The signature proves only that the app created the token. Its meaning and
 * validity are in the store.
 *
 * Tokens of version 0.1.0 have the same format but are completely random. One in 16 million of them is refused as
 * forged, if its bits match the tag of a key.
 */
@Injectable()
export class SignedTokens {
  private readonly known = new WeakMap<readonly KeyObject[], readonly SigningKey[]>();

  constructor(private readonly derivedKeys: DerivedKeys) {}

  /** @param context data that the token is bound to */
  issue(purpose: TokenPurpose, context = ''): string {
    const [newest] = this.keys(purpose);
    if (!newest) throw new Error('A ring has at least one key.');
    return tokenOf(newest, randomBytes(RANDOM_BYTES), context);
  }

  /**
   * Derives a token from `seed`: the same one each time. There is one for each key of the ring, the newest key first,
   * so that a token can be derived again after a rotation.
   * @param seed contains a secret
   */
  derive(purpose: TokenPurpose, seed: string, context = ''): string[] {
    return this.keys(purpose).map((signingKey) =>
      tokenOf(
        signingKey,
        digestOf(signingKey.key, `seed:${seed}:${context}`).subarray(0, RANDOM_BYTES),
        context,
      ),
    );
  }

  check(purpose: TokenPurpose, token: string, context = ''): Authenticity {
    if (!FORM.test(token)) return 'forged';
    const bytes = Buffer.from(token, 'base64url');
    // Refuse other encodings of the same bytes: base64 ignores the last, unused bits.
    if (bytes.toString('base64url') !== token) return 'forged';
    const random = bytes.subarray(0, RANDOM_BYTES);
    const tag = bytes.subarray(RANDOM_BYTES, RANDOM_BYTES + TAG_BYTES);
    const mac = bytes.subarray(RANDOM_BYTES + TAG_BYTES);
    const candidates = this.keys(purpose).filter((key) => key.tag.equals(tag));
    if (candidates.length === 0) return 'unknown';
    const isOurs = candidates.some(({ key }) => equalInConstantTime(macOf(key, random, context), mac));
    return isOurs ? 'authentic' : 'forged';
  }

  private keys(purpose: TokenPurpose): readonly SigningKey[] {
    const derived = this.derivedKeys.of(`auth/${purpose}`);
    let keys = this.known.get(derived);
    if (!keys) {
      keys = derived.map((key) => ({ key, tag: digestOf(key, 'tag').subarray(0, TAG_BYTES) }));
      this.known.set(derived, keys);
    }
    return keys;
  }
}

const tokenOf = ({ key, tag }: SigningKey, random: Buffer, context: string): string =>
  Buffer.concat([random, tag, macOf(key, random, context)]).toString('base64url');

const macOf = (key: KeyObject, random: Buffer, context: string): Buffer =>
  digestOf(key, `mac:${random.toString('base64url')}:${context}`).subarray(0, MAC_BYTES);

const digestOf = (key: KeyObject, text: string): Buffer => createHmac('sha256', key).update(text).digest();
