import { Injectable } from '@nestjs/common';
import { BoundedMap } from 'monday-persistence/bounded';
import { Persistence } from '../persistence/index.js';

const PREFIX = 'account-data/known/';
/** The owner of all records here, by which a store finds them that cannot list its keys. */
const OWNER = 'account-directory';
const PAGE = 20;
const CAPACITY = 50_000;

/**
 * The ids of the accounts, for a store that cannot list its keys. Other stores find them in the records of installations
 * and connections, and keep nothing here.
 */
@Injectable()
export class AccountDirectory {
  private readonly noted = new BoundedMap<string, true>({ capacity: CAPACITY });

  constructor(private readonly persistence: Persistence) {}

  /** Whether the store needs this directory. */
  get isUsed(): boolean {
    return !this.persistence.capabilities.scan;
  }

  /** Adds the account. Costs a look-up in memory after the first time in this process. */
  async note(accountId: string): Promise<void> {
    if (!this.isUsed || this.noted.has(accountId)) return;
    this.noted.set(accountId, true);
    try {
      await this.persistence.upsert(keyOf(accountId), '', { owner: OWNER });
    } catch (error) {
      this.noted.delete(accountId);
      throw error;
    }
  }

  async forget(accountId: string): Promise<void> {
    if (!this.isUsed) return;
    this.noted.delete(accountId);
    await this.persistence.delete(keyOf(accountId));
  }

  /** The ids in their order. @param after only ids after this one */
  async *list(after?: string): AsyncGenerator<string, void, undefined> {
    const options = { prefix: PREFIX, limit: PAGE, owner: OWNER };
    const from = after === undefined ? undefined : keyOf(after);
    for await (const page of this.persistence.pages({ ...options, after: from })) {
      for (const { key } of page) yield decodeURIComponent(key.slice(PREFIX.length));
    }
  }
}

const keyOf = (accountId: string): string => `${PREFIX}${encodeURIComponent(accountId)}`;
