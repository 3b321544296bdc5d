import {
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { promisify } from 'node:util';
import { Injectable } from '@nestjs/common';
import { Persistence } from 'monday-persistence';

const RECORD = 'google/signing-key';
const HASH = 'RSA-SHA256';
const BITS = 2_048;

interface Keys {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/**
 * The RSA key of the app's service account, with which Google signs URLs of objects. It is made when it is first needed,
 * and stored, so that URLs are valid after a restart.
 */
@Injectable()
export class GoogleSigningKey {
  private keys: Promise<Keys> | undefined;

  constructor(private readonly persistence: Persistence) {}

  async sign(bytes: Uint8Array): Promise<Buffer> {
    return sign(HASH, bytes, (await this.load()).privateKey);
  }

  async verify(bytes: Uint8Array, signature: Uint8Array): Promise<boolean> {
    return verify(HASH, bytes, (await this.load()).publicKey, signature);
  }

  private load(): Promise<Keys> {
    this.keys ??= this.readOrCreate();
    this.keys.catch(() => (this.keys = undefined));
    return this.keys;
  }

  private async readOrCreate(): Promise<Keys> {
    const stored = await this.persistence.get(RECORD);
    if (stored) return keysOf(createPrivateKey(stored.value));
    const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: BITS });
    await this.persistence.upsert(RECORD, String(privateKey.export({ type: 'pkcs8', format: 'pem' })));
    return keysOf(privateKey);
  }
}

function keysOf(privateKey: KeyObject): Keys {
  return { privateKey, publicKey: createPublicKey(privateKey) };
}
