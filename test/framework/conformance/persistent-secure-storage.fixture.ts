import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { randomBytes } from 'node:crypto';
import { FRAMEWORK_NAMES } from '../../../src/config/index.js';
import { AesGcmKeyRing, SecretService } from '../../../src/secrets/index.js';
import { type Persistence } from '../../../src/persistence/index.js';
import { SecureStorage } from '../../../src/storage/index.js';
import { Instances } from './instances.js';
import { type SecureStorageFixture } from './secure-storage.suite.js';

export interface SecurePersistenceSource {
  /** A new instance on the same store, not yet opened. */
  readonly open: () => Persistence;
  /** Removes the store, or empties it if its instances are kept. */
  readonly remove: () => Promise<void>;
}

/** A secure store in a persistence, with one random key. */
export function persistentSecureStorage(
  { open, remove }: SecurePersistenceSource,
  instances = new Instances(),
): SecureStorageFixture {
  const ring = keyRing(randomKey('k1'));
  return {
    instance: async () => {
      const persistence = await instances.open(open);
      return new SecureStorage(persistence, ring, SYSTEM_CLOCK);
    },
    dispose: async () => {
      await instances.release();
      await remove();
    },
  };
}

/** A key as the ring's variable has it. */
export function randomKey(kid: string): string {
  return `${kid}:${randomBytes(32).toString('base64url')}`;
}

/** A ring of these keys; the first encrypts. */
export function keyRing(...keys: string[]): AesGcmKeyRing {
  return new AesGcmKeyRing(new SecretService({ ENCRYPTION_KEYS: keys.join(',') }, FRAMEWORK_NAMES));
}
