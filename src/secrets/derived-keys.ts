import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { FRAMEWORK_NAME } from '../config/index.js';
import { SecretService } from './secret.service.js';

const KEY_BYTES = 32;

interface Derived {
  /** The text of the ring from which the keys were created. */
  readonly source: string;
  readonly keys: readonly KeyObject[];
}

/**
 * Keys of 32 bytes for one purpose each, derived from those of `ENCRYPTION_KEYS` with HKDF-SHA256 (RFC 5869): no key
 * reveals another, or the key that it is derived from.
 */
@Injectable()
export class DerivedKeys {
  private readonly derived = new Map<string, Derived>();

  constructor(private readonly secrets: SecretService) {}

  /**
   * One derived key for each key of the ring, the newest first. The same list is returned until the ring changes.
   * @param purpose a fixed name, such as `auth/session-id`; never data from a request
   * @throws SecretMissingError
   */
  of(purpose: string): readonly KeyObject[] {
    const source = this.secrets.require('ENCRYPTION_KEYS');
    const known = this.derived.get(purpose);
    if (known?.source === source) return known.keys;
    const keys = source.split(',').map((entry) => derive(entry.slice(entry.indexOf(':') + 1), purpose));
    this.derived.set(purpose, { source, keys });
    return keys;
  }
}

function derive(secret: string, purpose: string): KeyObject {
  const key = Buffer.from(secret, 'base64url');
  return createSecretKey(Buffer.from(hkdfSync('sha256', key, '', `${FRAMEWORK_NAME}/${purpose}`, KEY_BYTES)));
}
