import { Injectable } from '@nestjs/common';
import { purgeRecords, PurgesAccount, type Purged } from '#app/account-data/index.js';
import { Persistence } from '#app/persistence/index.js';
import { associatedDataOf, KeyRing, type EncryptedRecords } from '#app/secrets/index.js';

const PREFIX = 'nudges/';

export const ENCRYPTED_NUDGES: EncryptedRecords = {
  prefix: PREFIX,
  reencrypt: (key, value, reencrypt) => reencrypt(value, associatedDataOf(key)),
};

/** The texts of nudges, encrypted. */
@Injectable()
export class NudgeStore {
  constructor(
    private readonly persistence: Persistence,
    private readonly keyRing: KeyRing,
  ) {}

  async save(accountId: string, id: string, text: string): Promise<void> {
    const key = `${PREFIX}${accountId}/${id}`;
    await this.persistence.upsert(key, this.keyRing.encrypt(text, associatedDataOf(key)), {
      owner: accountId,
    });
  }

  async find(accountId: string, id: string): Promise<string | undefined> {
    const key = `${PREFIX}${accountId}/${id}`;
    const entry = await this.persistence.get(key);
    return entry && this.keyRing.decrypt(entry.value, associatedDataOf(key)).plaintext;
  }

  @PurgesAccount('nudges')
  purgeAccount(accountId: string): Promise<Purged> {
    return purgeRecords(this.persistence, accountId, `${PREFIX}${accountId}/`);
  }
}
