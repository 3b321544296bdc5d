import { Injectable } from '@nestjs/common';
import { purgeRecords, PurgesAccount, type Purged } from '../../../account-data/index.js';
import { Persistence } from '../../../persistence/index.js';
import { associatedDataOf, KeyRing } from '../../../secrets/index.js';
import { type TriggerSubscription } from './trigger-subscription.js';

const PREFIX = 'monday/triggers/';
const PAGE = 100;

/** Without an account, those of all accounts; without a trigger, those of all triggers. */
export interface SubscriptionFilter {
  readonly accountId?: string;
  readonly trigger?: string;
}

/** Stores the subscriptions of all accounts. They are encrypted, because input fields contain user input. */
@Injectable()
export class TriggerSubscriptionStore {
  constructor(
    private readonly persistence: Persistence,
    private readonly keyRing: KeyRing,
  ) {}

  async save(subscription: TriggerSubscription): Promise<void> {
    const key = keyOf(subscription.accountId, subscription.trigger, subscription.id);
    const encrypted = this.keyRing.encrypt(JSON.stringify(subscription), associatedDataOf(key));
    await this.persistence.upsert(key, encrypted, { owner: subscription.accountId });
  }

  async find(accountId: string, trigger: string, id: string): Promise<TriggerSubscription | undefined> {
    const entry = await this.persistence.get(keyOf(accountId, trigger, id));
    return entry && this.open(entry.key, entry.value);
  }

  async remove(accountId: string, trigger: string, id: string): Promise<void> {
    await this.persistence.delete(keyOf(accountId, trigger, id));
  }

  /**
   * The subscriptions of an account, or of all accounts.
   * @throws PersistenceUnsupportedError without an account, if the store cannot list its keys
   */
  async *list({
    accountId,
    trigger,
  }: SubscriptionFilter): AsyncGenerator<TriggerSubscription, void, undefined> {
    const ofAccount = accountId === undefined ? '' : `${accountId}/`;
    const ofTrigger = accountId === undefined || trigger === undefined ? '' : `${trigger}/`;
    const prefix = `${PREFIX}${ofAccount}${ofTrigger}`;
    for await (const page of this.persistence.pages({ prefix, limit: PAGE, owner: accountId })) {
      for (const { key, value } of page) {
        if (trigger === undefined || triggerIn(key) === trigger) yield this.open(key, value);
      }
    }
  }

  @PurgesAccount('trigger subscriptions')
  purgeAccount(accountId: string): Promise<Purged> {
    return purgeRecords(this.persistence, accountId, `${PREFIX}${accountId}/`);
  }

  private open(key: string, encrypted: string): TriggerSubscription {
    return JSON.parse(
      this.keyRing.decrypt(encrypted, associatedDataOf(key)).plaintext,
    ) as TriggerSubscription;
  }
}

function keyOf(accountId: string, trigger: string, id: string): string {
  return `${PREFIX}${accountId}/${trigger}/${id}`;
}

const triggerIn = (key: string): string | undefined => key.slice(PREFIX.length).split('/')[1];
