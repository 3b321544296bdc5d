import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { purgeRecords, PurgesAccount, type Purged } from '../../account-data/index.js';
import { requireCaller } from '../../caller/index.js';
import type { MondayIdentity } from '../../monday/client/index.js';
import { Persistence, PersistenceConflictError } from '../../persistence/index.js';
import { ConnectionExpiredError, ConnectionRequiredError } from '../auth.errors.js';
import type { TokenSet } from '../oauth/token-set.js';
import { PublicAddress } from '../public-address.js';
import { roleOf } from '../tokens/role.js';
import { AccountEpochs } from './account-epochs.js';
import { accountPrefix, connectionKey, ConnectionStore } from './connection.store.js';
import type { Connection, ConnectionOwner } from './connection.js';
import { Grants } from './grants.js';
import { Revocations } from './revocations.js';
import { TokenRefresh } from './token-refresh.js';

const MAX_ATTEMPTS = 5;

/**
 * The users' connections to monday: one for each account and user, encrypted, kept alive. Usable from requests, queue
 * handlers and cron alike, since the owner is the current caller.
 */
@Injectable()
export class Connections {
  constructor(
    private readonly store: ConnectionStore,
    private readonly epochs: AccountEpochs,
    private readonly grants: Grants,
    private readonly tokenRefresh: TokenRefresh,
    private readonly revocations: Revocations,
    private readonly persistence: Persistence,
    private readonly address: PublicAddress,
  ) {}

  /**
   * monday's access token of the current caller, refreshed where it is about to expire.
   * @throws ConnectionRequiredError where there is no connection
   * @throws ConnectionExpiredError where monday does not accept it any more
   * @throws MondayOAuthError where it has to be refreshed and monday fails
   */
  async accessToken(): Promise<string> {
    const { accountId, userId } = requireCaller();
    const owner = { accountId, userId };
    const connection = await this.requireUsable(owner);
    const usable = this.tokenRefresh.isDue(connection) ? await this.tokenRefresh.refresh(owner) : connection;
    return usable.tokens.accessToken;
  }

  /**
   * After monday answered 401 to `token`: the caller's fresh token. Call it once for a request, not in a loop.
   * @throws ConnectionRequiredError | ConnectionExpiredError | MondayOAuthError
   */
  async refreshRejected(token: string): Promise<string> {
    const { accountId, userId } = requireCaller();
    const connection = await this.requireUsable({ accountId, userId });
    if (connection.tokens.accessToken !== token) return connection.tokens.accessToken;
    const fresh = await this.tokenRefresh.refresh({ accountId, userId }, token);
    return fresh.tokens.accessToken;
  }

  /** The live connection of a user, or `undefined`. */
  async find(owner: ConnectionOwner): Promise<Connection | undefined> {
    const [stored, epoch] = await Promise.all([this.store.find(owner), this.epochs.current(owner.accountId)]);
    return stored?.connection.epoch === epoch.id ? stored.connection : undefined;
  }

  /** Stores what a login brought. A user who is still connected keeps their grant, and so their other sessions. */
  async save(identity: MondayIdentity, tokens: TokenSet): Promise<Connection> {
    const owner = { accountId: identity.account.id, userId: identity.id };
    const connection = await retryConflicts(() => this.write(owner, identity, tokens));
    this.grants.forget(owner);
    return connection;
  }

  /**
   * Ends a connection: here at once, with every token and session that hangs on it; at monday now or, where monday
   * fails, later. Without a connection it does nothing.
   */
  async forget(owner: ConnectionOwner): Promise<void> {
    const pending = await retryConflicts(async () => {
      const stored = await this.store.find(owner);
      if (!stored) return undefined;
      const removal = { type: 'delete', key: connectionKey(owner), expected: stored.version } as const;
      const { tokens } = stored.connection;
      if (tokens.accessToken === '') {
        // Its keys are lost: there is nothing left that could be revoked.
        await this.persistence.batch([removal]);
        return undefined;
      }
      const revocation = this.revocations.prepare(owner, tokens);
      await this.persistence.batch([removal, revocation.operation]);
      return revocation;
    });
    this.grants.forget(owner);
    if (pending) await this.revocations.attempt(pending);
  }

  /**
   * Ends every connection, token and session of an account that uninstalled the app. monday has ended its half. What is
   * stored of them goes too; where that takes a call for each, it is left to the purge.
   */
  async forgetAccount(accountId: string): Promise<void> {
    await this.epochs.begin(accountId);
    this.grants.forgetAccount(accountId);
    if (this.persistence.capabilities.scan) await this.removeAll(accountId);
  }

  @PurgesAccount('connections')
  async purgeAccount(accountId: string): Promise<Purged> {
    await this.epochs.begin(accountId);
    this.grants.forgetAccount(accountId);
    return this.removeAll(accountId);
  }

  private removeAll(accountId: string): Promise<Purged> {
    return purgeRecords(this.persistence, accountId, accountPrefix(accountId));
  }

  private async requireUsable(owner: ConnectionOwner): Promise<Connection> {
    const connection = await this.find(owner);
    if (!connection) throw new ConnectionRequiredError(this.address.loginUrl);
    if (connection.state === 'expired') throw new ConnectionExpiredError(this.address.loginUrl);
    return connection;
  }

  private async write(
    owner: ConnectionOwner,
    identity: MondayIdentity,
    tokens: TokenSet,
  ): Promise<Connection> {
    const [stored, epoch] = await Promise.all([
      this.store.findHead(owner),
      this.epochs.current(owner.accountId),
    ]);
    const grantId = stored?.head.epoch === epoch.id ? stored.head.grantId : randomUUID();
    const { name, email, account } = identity;
    const profile = {
      name,
      email,
      role: roleOf(identity),
      account: { slug: account.slug, name: account.name },
    };
    const connection: Connection = {
      ...owner,
      grantId,
      epoch: epoch.id,
      state: 'connected',
      tokens,
      profile,
    };
    await this.store.put(connection, stored?.version ?? null);
    return connection;
  }
}

async function retryConflicts<T>(write: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await write();
    } catch (error) {
      if (!(error instanceof PersistenceConflictError) || attempt === MAX_ATTEMPTS) throw error;
    }
  }
}
