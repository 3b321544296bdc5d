import { Injectable } from '@nestjs/common';
import { AccountDirectory, InstallationStore, isInstalled } from '../account-data/index.js';
import { ConnectedAccounts } from '../auth/index.js';
import { type KnownAccount } from './known-account.js';

/** Lists the accounts from the records of installations and connections, so that nothing has to be kept in step. */
@Injectable()
export class AccountList {
  constructor(
    private readonly installations: InstallationStore,
    private readonly connections: ConnectedAccounts,
    private readonly directory: AccountDirectory,
  ) {}

  /**
   * The accounts in the order of their ids, each once. Pages are read as needed.
   * @param after only accounts after this one
   */
  accounts(after?: string): AsyncGenerator<KnownAccount, void, undefined> {
    return this.directory.isUsed ? this.fromDirectory(after) : this.merged(after);
  }

  /** Both sources are sorted by account, so that memory does not grow with them. */
  private async *merged(after?: string): AsyncGenerator<KnownAccount, void, undefined> {
    const installed = this.installations.installedAccounts(after);
    const connected = this.connections.list(after);
    try {
      let [one, other] = await Promise.all([installed.next(), connected.next()]);
      while (!one.done || !other.done) {
        const order = compare(one, other);
        if (order < 0 && !one.done) yield one.value;
        else if (order > 0 && !other.done) yield other.value;
        else if (!one.done && !other.done) yield { ...one.value, ...other.value };
        if (order <= 0) one = await installed.next();
        if (order >= 0) other = await connected.next();
      }
    } finally {
      await Promise.all([installed.return(), connected.return()]);
    }
  }

  private async *fromDirectory(after?: string): AsyncGenerator<KnownAccount, void, undefined> {
    for await (const accountId of this.directory.list(after)) {
      const [installation, connected] = await Promise.all([
        this.installations.find(accountId),
        this.connections.find(accountId),
      ]);
      const { installedAt } = installation;
      const isKnown = isInstalled(installation);
      if (isKnown || connected) yield { accountId, ...(isKnown && { installedAt }), ...connected };
    }
  }
}

type Next = IteratorResult<KnownAccount, void>;

/** Negative if `one` comes first. Ids are ASCII, so their order is that of their bytes; an end comes last. */
function compare(one: Next, other: Next): number {
  if (one.done || other.done) return Number(one.done === true) - Number(other.done === true);
  if (one.value.accountId === other.value.accountId) return 0;
  return one.value.accountId < other.value.accountId ? -1 : 1;
}
