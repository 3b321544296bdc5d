import { Injectable } from '@nestjs/common';
import { Persistence, type Entry } from '../../persistence/index.js';
import { AccountRevocations, type AccountRevocation } from './account-revocations.js';
import { accountPrefix, connectionPrefix, ConnectionStore } from './connection.store.js';
import { type ConnectionHead } from './connection.js';

/** An account with a user whose connection is live: an admin if one is connected. */
export interface ConnectedAccount {
  readonly accountId: string;
  readonly userId: string;
}

const PAGE = 500;
/** After all users of an account, and before the next account. */
const END = '\u{10FFFF}';
const RANKS: Readonly<Record<string, number>> = { admin: 0, member: 1, viewer: 2, guest: 3 };

/** Lists the accounts that have a live connection. */
@Injectable()
export class ConnectedAccounts {
  constructor(
    private readonly store: ConnectionStore,
    private readonly revocations: AccountRevocations,
    private readonly persistence: Persistence,
  ) {}

  /**
   * The accounts in the order of their ids, each once.
   * @param after only accounts after this one
   * @throws PersistenceUnsupportedError if the store cannot list its keys
   */
  async *list(after?: string): AsyncGenerator<ConnectedAccount, void, undefined> {
    let best: ConnectionHead | undefined;
    for await (const head of this.live(after)) {
      if (best !== undefined && best.accountId !== head.accountId) yield ownerOf(best);
      best = best?.accountId === head.accountId ? preferred(best, head) : head;
    }
    if (best !== undefined) yield ownerOf(best);
  }

  /** The account with its best connection, or `undefined`. Reads as many of its connections as one scan gives. */
  async find(accountId: string): Promise<ConnectedAccount | undefined> {
    const prefix = accountPrefix(accountId);
    const [page, revocation] = await Promise.all([
      this.persistence.scan({ prefix, limit: PAGE, owner: accountId }),
      this.revocations.current(accountId),
    ]);
    const live = page.map((entry) => this.headOf(entry)).filter((head) => isLive(head, revocation));
    const [first, ...others] = live;
    return first && ownerOf(others.reduce(preferred, first));
  }

  private async *live(after?: string): AsyncGenerator<ConnectionHead, void, undefined> {
    const prefix = connectionPrefix;
    let previous = { accountId: after, revocation: undefined as AccountRevocation | undefined };
    const from = after === undefined ? undefined : `${accountPrefix(after)}${END}`;
    for await (const page of this.persistence.pages({ prefix, after: from, limit: PAGE })) {
      const heads = page.map((entry) => this.headOf(entry));
      const last = heads.at(-1)?.accountId ?? '';
      const revocations = await this.revocations.between(previous.accountId, last);
      // The account that a page ends with may continue on the next one.
      const revocationOf = (accountId: string): AccountRevocation | undefined =>
        accountId === previous.accountId ? previous.revocation : revocations.get(accountId);
      for (const head of heads) if (isLive(head, revocationOf(head.accountId))) yield head;
      previous = { accountId: last, revocation: revocationOf(last) };
    }
  }

  private headOf(entry: Entry): ConnectionHead {
    const [accountId = '', userId = ''] = entry.key.slice(connectionPrefix.length).split('/');
    return this.store.headOf({ accountId, userId }, entry);
  }
}

const isLive = ({ state, revocationId }: ConnectionHead, revocation?: AccountRevocation): boolean =>
  state === 'connected' && revocationId === (revocation?.id ?? '');

/** Connections of 0.1.0 have no role. */
const rankOf = ({ role = 'member' }: ConnectionHead): number => RANKS[role] ?? 1;

const preferred = (one: ConnectionHead, other: ConnectionHead): ConnectionHead =>
  rankOf(other) < rankOf(one) ? other : one;

const ownerOf = ({ accountId, userId }: ConnectionHead): ConnectedAccount => ({ accountId, userId });
