import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type Clock } from '../../clock/index.js';
import { TOKEN_CLOCK } from '../token-clock.js';
import { Persistence } from '../../persistence/index.js';

/** The last end of all access to an account, by an uninstall. */
export interface AccountRevocation {
  /** Empty for an account that never uninstalled. */
  readonly id: string;
  /** When it was, in milliseconds since the epoch. Credentials issued before are invalid. */
  readonly since: number;
}

const FIRST: AccountRevocation = { id: '', since: 0 };

const PREFIX = 'auth/account/';
const PAGE = 500;

const keyOf = (accountId: string): string => `${PREFIX}${accountId}`;

/**
 * Stores the last revocation of each account. One write ends every connection, token and session of an account, even on a driver
 * that cannot list its keys.
 */
@Injectable()
export class AccountRevocations {
  constructor(
    private readonly persistence: Persistence,
    @Inject(TOKEN_CLOCK) private readonly clock: Clock,
  ) {}

  async current(accountId: string): Promise<AccountRevocation> {
    const entry = await this.persistence.get(keyOf(accountId));
    return entry ? (JSON.parse(entry.value) as AccountRevocation) : FIRST;
  }

  /** The last revocations of the accounts up to `last`, by account; those that never uninstalled are missing. */
  async between(after: string | undefined, last: string): Promise<ReadonlyMap<string, AccountRevocation>> {
    const found = new Map<string, AccountRevocation>();
    const range = { after: after === undefined ? undefined : keyOf(after), before: `${keyOf(last)}/` };
    for await (const page of this.persistence.pages({ prefix: PREFIX, limit: PAGE, ...range })) {
      for (const { key, value } of page) {
        found.set(key.slice(PREFIX.length), JSON.parse(value) as AccountRevocation);
      }
    }
    return found;
  }

  async begin(accountId: string): Promise<void> {
    const revocation: AccountRevocation = { id: randomUUID(), since: this.clock.now() };
    await this.persistence.upsert(keyOf(accountId), JSON.stringify(revocation));
  }
}
