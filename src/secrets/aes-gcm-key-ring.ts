import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { KeyRing, type RingKey } from './key-ring.js';
import { NonceSource } from './nonce-source.js';
import { SecretService } from './secret.service.js';
import { DecryptionError } from './secrets.errors.js';

const ALGORITHM = 'aes-256-gcm';
const VERSION = 'v1';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** The part before the bytes. The bytes can be millions of characters, too many for a regular expression. */
const HEAD = /^v1\.([A-Za-z0-9_-]{1,32})\./;

interface Ring {
  /** The text from which the keys were created. */
  readonly source: string;
  readonly newest: RingKey;
  readonly keys: ReadonlyMap<string, KeyObject>;
}

/** The key ring in `ENCRYPTION_KEYS`. Its keys are created once, and again after a change. */
@Injectable()
export class AesGcmKeyRing extends KeyRing {
  private current: Ring | undefined;
  private readonly nonces = new NonceSource(NONCE_BYTES);

  constructor(private readonly secrets: SecretService) {
    super();
  }

  override encrypt(plaintext: string, associatedData: string): string {
    const { kid, key } = this.ring().newest;
    const nonce = this.nonces.next();
    const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(placeOf(kid, associatedData));
    const text = cipher.update(plaintext, 'utf8');
    // `final` returns nothing, because this cipher is a stream cipher.
    cipher.final();
    return `${VERSION}.${kid}.${Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url')}`;
  }

  override decrypt(ciphertext: string, associatedData: string): { plaintext: string; stale: boolean } {
    const [head, kid] = HEAD.exec(ciphertext) ?? [];
    if (head === undefined || kid === undefined) throw new DecryptionError('malformed');
    const ring = this.ring();
    const key = ring.keys.get(kid);
    if (!key) throw new DecryptionError('unknown_key');
    return {
      plaintext: open(key, kid, ciphertext.slice(head.length), associatedData),
      stale: kid !== ring.newest.kid,
    };
  }

  private ring(): Ring {
    const source = this.secrets.require('ENCRYPTION_KEYS');
    if (this.current?.source !== source) this.current = ringOf(source);
    return this.current;
  }
}

function open(key: KeyObject, kid: string, body: string, associatedData: string): string {
  const bytes = Buffer.from(body, 'base64url');
  // Refuse other encodings of the same bytes: base64 ignores the last, unused bits.
  const isCanonical = bytes.toString('base64url') === body;
  if (bytes.length < NONCE_BYTES + TAG_BYTES || !isCanonical) throw new DecryptionError('malformed');
  const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(placeOf(kid, associatedData));
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  try {
    const text = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
    decipher.final();
    return text.toString('utf8');
  } catch {
    throw new DecryptionError('changed');
  }
}

/** UTF-16, because UTF-8 would encode different lone surrogates as the same bytes. */
function placeOf(kid: string, associatedData: string): Buffer {
  return Buffer.from(`${VERSION}.${kid}.${associatedData}`, 'utf16le');
}

function ringOf(source: string): Ring {
  const keys = source.split(',').map((entry): RingKey => {
    const [kid = '', secret = ''] = entry.split(':');
    return { kid, key: createSecretKey(secret, 'base64url') };
  });
  const [newest] = keys;
  if (!newest) throw new Error('A split text has at least one part.');
  return { source, newest, keys: new Map(keys.map(({ kid, key }) => [kid, key])) };
}
