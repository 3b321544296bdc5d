import { createHash, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { purgeRecords, PurgesAccount, type Purged } from '../../account-data/index.js';
import { requireCaller } from '../../caller/index.js';
import { Persistence } from '../../persistence/index.js';
import { associatedDataOf, KeyRing, type EncryptedRecords } from '../../secrets/index.js';
import { type Fields } from '../input/index.js';

const PREFIX = 'monday/events/';
/** Longer than any message waits, dead letters included. */
const KEPT_SECONDS = 62 * 24 * 60 * 60;

/** For key rotation. */
export const ENCRYPTED_EVENTS: EncryptedRecords = {
  prefix: PREFIX,
  reencrypt: (key, value, reencrypt) => reencrypt(value, associatedDataOf(key)),
};

/** The data of events that are larger than a message of the queue may be, encrypted, until they are handled. */
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
    const id =
      idempotencyKey === undefined
        ? randomUUID()
        : createHash('sha256').update(idempotencyKey).digest('base64url');
    const key = keyOf(accountId, id);
    const encrypted = this.keyRing.encrypt(JSON.stringify(data), associatedDataOf(key));
    await this.persistence.upsert(key, encrypted, { owner: accountId, ttlSeconds: KEPT_SECONDS });
    return id;
  }

  /** The data, or `undefined` if the event was handled. */
  async find(id: string): Promise<Fields | undefined> {
    const entry = await this.persistence.get(keyOf(requireCaller().accountId, id));
    if (!entry) return undefined;
    const { plaintext } = this.keyRing.decrypt(entry.value, associatedDataOf(entry.key));
    return JSON.parse(plaintext) as Fields;
  }

  async remove(id: string): Promise<void> {
    await this.persistence.delete(keyOf(requireCaller().accountId, id));
  }

  @PurgesAccount('large events')
  purgeAccount(accountId: string): Promise<Purged> {
    return purgeRecords(this.persistence, accountId, `${PREFIX}${accountId}/`);
  }
}

function keyOf(accountId: string, id: string): string {
  return `${PREFIX}${accountId}/${id}`;
}
