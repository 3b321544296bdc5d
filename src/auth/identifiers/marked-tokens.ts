import { createHmac, randomBytes, type KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { equalInConstantTime } from 'monday-persistence/constant-time';
import { DerivedKeys } from '../../secrets/index.js';

/** What a token is for; each purpose has a key of its own. */
export type TokenPurpose = 'session-id' | 'refresh-token';

/**
 * - `authentic`: this app made the token
 * - `forged`: it did not
 * - `unknown`: nobody can say: it has no mark, as in version 0.1.0, or one by a key that has left the ring
 */
export type Authenticity = 'authentic' | 'forged' | 'unknown';

/** 43 characters: 32 bytes in base64url. */
const FORM = /^[A-Za-z0-9_-]{43}$/;
const RANDOM_BYTES = 16;
const TAG_BYTES = 3;
const MAC_BYTES = 13;

interface MarkKey {
  /** Names the key in the mark. */
  readonly tag: Buffer;
  readonly key: KeyObject;
}

/**
 * Opaque tokens that the app recognises without a look into the store: 128 random bits, a tag of the key, and
 * HMAC-SHA256 of the random bits and their context, cut to 104 bits. The mark says only that the app made the token; what
 * it stands for, and whether it still does, is in the store alone.
 *
 * They look like the tokens of version 0.1.0, which were random altogether: one of these counts as forged in one of 16
 * million cases, if it happens to begin its mark with the tag of a key.
 */
@Injectable()
export class MarkedTokens {
  private readonly known = new WeakMap<readonly KeyObject[], readonly MarkKey[]>();

  constructor(private readonly derivedKeys: DerivedKeys) {}

  /** @param context what the token belongs to; it is authentic together with this alone */
  issue(purpose: TokenPurpose, context = ''): string {
    const [newest] = this.keys(purpose);
    if (!newest) throw new Error('A ring has at least one key.');
    const random = randomBytes(RANDOM_BYTES);
    return Buffer.concat([random, newest.tag, macOf(newest.key, random, context)]).toString('base64url');
  }

  check(purpose: TokenPurpose, token: string, context = ''): Authenticity {
    if (!FORM.test(token)) return 'forged';
    const bytes = Buffer.from(token, 'base64url');
    // Another spelling of the same bytes is none of ours: base64 ignores the last, unused bits.
    if (bytes.toString('base64url') !== token) return 'forged';
    const random = bytes.subarray(0, RANDOM_BYTES);
    const tag = bytes.subarray(RANDOM_BYTES, RANDOM_BYTES + TAG_BYTES);
    const mac = bytes.subarray(RANDOM_BYTES + TAG_BYTES);
    const candidates = this.keys(purpose).filter((key) => key.tag.equals(tag));
    if (candidates.length === 0) return 'unknown';
    const isOurs = candidates.some(({ key }) => equalInConstantTime(macOf(key, random, context), mac));
    return isOurs ? 'authentic' : 'forged';
  }

  private keys(purpose: TokenPurpose): readonly MarkKey[] {
    const derived = this.derivedKeys.of(`auth/${purpose}`);
    let keys = this.known.get(derived);
    if (!keys) {
      keys = derived.map((key) => ({ key, tag: digestOf(key, 'tag').subarray(0, TAG_BYTES) }));
      this.known.set(derived, keys);
    }
    return keys;
  }
}

const macOf = (key: KeyObject, random: Buffer, context: string): Buffer =>
  digestOf(key, `mac:${random.toString('base64url')}:${context}`).subarray(0, MAC_BYTES);

const digestOf = (key: KeyObject, text: string): Buffer => createHmac('sha256', key).update(text).digest();
