import { Injectable } from '@nestjs/common';
import { sha256 } from 'monday-persistence/hash';
import { purgeRecords, PurgesAccount, type Purged } from '../../../account-data/index.js';
import { Persistence } from '../../../persistence/index.js';

const PREFIX = 'monday/fired-triggers/';
/** As long as the queue knows the idempotency keys of its messages. */
const KEPT_SECONDS = 30 * 24 * 60 * 60;

/** Stores which idempotency keys have fired a trigger. Keys are hashed, because they may contain input of a user. */
@Injectable()
export class FiredTriggerStore {
  constructor(private readonly persistence: Persistence) {}

  /** The number of automations that the key has notified; `undefined` if it has not, or not all of them. */
  async find(accountId: string, trigger: string, idempotencyKey: string): Promise<number | undefined> {
    const entry = await this.persistence.get(keyOf(accountId, trigger, idempotencyKey));
    return entry && Number(entry.value);
  }

  async save(accountId: string, trigger: string, idempotencyKey: string, count: number): Promise<void> {
    const options = { ttlSeconds: KEPT_SECONDS, owner: accountId };
    await this.persistence.upsert(keyOf(accountId, trigger, idempotencyKey), String(count), options);
  }

  @PurgesAccount('fired triggers')
  purgeAccount(accountId: string): Promise<Purged> {
    return purgeRecords(this.persistence, accountId, `${PREFIX}${accountId}/`);
  }
}

const keyOf = (accountId: string, trigger: string, idempotencyKey: string): string =>
  `${PREFIX}${accountId}/${sha256(JSON.stringify([trigger, idempotencyKey]))}`;
