import { sha256 } from 'monday-persistence/hash';
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { purgeRecords, PurgesAccount, type Purged } from '../../account-data/index.js';
import { requireCaller } from '../../caller/index.js';
import { Persistence } from '../../persistence/index.js';
import { associatedDataOf, KeyRing, type EncryptedRecords } from '../../secrets/index.js';
import { type Fields } from '../input/index.js';
import { splitUtf8 } from './split-utf8.js';

const PREFIX = 'monday/events/';
/** Longer than any message waits, dead letters included. */
const KEPT_SECONDS = 62 * 24 * 60 * 60;
/**
 * Maximum bytes of one record before encryption. The largest value that the vault of monday code takes is not documented
 * (docs/monday-platform.md#secure-storage); the smallest known limit of a vault is 512 kB.
 */
const MAX_PART_BYTES = 256 * 1024;

/** For key rotation. */
export const ENCRYPTED_EVENTS: EncryptedRecords = {
  prefix: PREFIX,
  reencrypt: (key, value, reencrypt) => reencrypt(value, associatedDataOf(key)),
};

/**
 * The data of events that are larger than a message of the queue may be, encrypted, until they are handled. An event
 * that is too large for one record is split.
 */
@Injectable()
export class LargeEventStore {
  constructor(
    private readonly persistence: Persistence,
    private readonly keyRing: KeyRing,
  ) {}

  /**
   * @param idempotencyKey of the event: each delivery of it is stored once
   * @returns the id for {@link find}
   */
  async save(data: Fields, idempotencyKey: string | undefined): Promise<string> {
    const { accountId } = requireCaller();
    const parts = splitUtf8(JSON.stringify(data), MAX_PART_BYTES);
    const id = idOf(idempotencyKey, parts.length);
    const writes = keysOf(accountId, id).map((key, index) => ({
      type: 'upsert' as const,
      key,
      value: this.keyRing.encrypt(parts[index] ?? '', associatedDataOf(key)),
      owner: accountId,
      ttlSeconds: KEPT_SECONDS,
    }));
    await this.persistence.batch(writes);
    return id;
  }

  /** The data, or `undefined` if the event was handled. */
  async find(id: string): Promise<Fields | undefined> {
    let text = '';
    for (const key of keysOf(requireCaller().accountId, id)) {
      const entry = await this.persistence.get(key);
      if (!entry) return undefined;
      text += this.keyRing.decrypt(entry.value, associatedDataOf(key)).plaintext;
    }
    return JSON.parse(text) as Fields;
  }

  async remove(id: string): Promise<void> {
    const keys = keysOf(requireCaller().accountId, id);
    await this.persistence.batch(keys.map((key) => ({ type: 'delete' as const, key })));
  }

  @PurgesAccount('large events')
  purgeAccount(accountId: string): Promise<Purged> {
    return purgeRecords(this.persistence, accountId, `${PREFIX}${accountId}/`);
  }
}

/** The number of parts follows the name, if there are several. */
function idOf(idempotencyKey: string | undefined, parts: number): string {
  const name = idempotencyKey === undefined ? randomUUID() : sha256(idempotencyKey);
  return parts === 1 ? name : `${name}.${parts}`;
}

function keysOf(accountId: string, id: string): string[] {
  const key = `${PREFIX}${accountId}/${id}`;
  const parts = Number(id.split('.')[1] ?? 1);
  return Array.from({ length: parts }, (_, index) => (index === 0 ? key : `${key}.${index}`));
}
