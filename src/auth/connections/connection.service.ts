import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type Clock } from '../../clock/index.js';
import { purgeRecords, PurgesAccount, type Purged } from '../../account-data/index.js';
import { requireCaller, type CallerContext } from '../../caller/index.js';
import { type MondayIdentity } from '../../monday/client/index.js';
import { Persistence, type Entry } from '../../persistence/index.js';
import { ConnectionExpiredError, ConnectionRequiredError } from '../auth.errors.js';
import { type TokenSet } from '../token-endpoint/token-set.js';
import { PublicAddress } from '../public-address.js';
import { TOKEN_CLOCK } from '../token-clock.js';
import { AccountRevocations } from './account-revocations.js';
import { accountPrefix, connectionKey, ConnectionStore } from './connection.store.js';
import { CallerConnections } from './caller-connections.js';
import { type Connection, type ConnectionOwner } from './connection.js';
import { ConsentCache } from './consent-cache.js';
import { profileOf } from './profile-of.js';
import { Revocations } from './revocations.js';
import { TokenRefresh } from './token-refresh.js';

/** Connections that one listing returns, at most. */
const MAX_LISTED = 50;
/** The same on a store that needs one call for each record. */
const MAX_LISTED_BY_KEY = 10;

/**
 * The users' connections to monday: one for each account and user, encrypted and refreshed when necessary. The owner is
 * the current caller, so it works in requests, queue handlers and scheduled jobs.
 */
@Injectable()
export class ConnectionService {
  private readonly ofCallers: CallerConnections;

  constructor(
    private readonly store: ConnectionStore,
    private readonly accountRevocations: AccountRevocations,
    private readonly consents: ConsentCache,
    private readonly tokenRefresh: TokenRefresh,
    private readonly revocations: Revocations,
    private readonly persistence: Persistence,
    private readonly address: PublicAddress,
    @Inject(TOKEN_CLOCK) private readonly clock: Clock,
  ) {
    this.ofCallers = new CallerConnections(clock);
  }

  /**
   * monday's access token of the current caller, refreshed if it is about to expire.
   * @throws ConnectionRequiredError if there is no connection
   * @throws ConnectionExpiredError if monday does not accept it any more
   * @throws MondayOAuthError if the refresh fails at monday
   */
  async accessToken(): Promise<string> {
    const caller = requireCaller();
    const owner = { accountId: caller.accountId, userId: caller.userId };
    const connection = this.ofCallers.get(caller) ?? (await this.readFor(caller, owner));
    if (!this.tokenRefresh.isDue(connection)) return connection.tokens.accessToken;
    this.ofCallers.forgetAll();
    return (await this.tokenRefresh.refresh(owner)).tokens.accessToken;
  }

  /**
   * Returns a new token for the caller after monday answered 401 to `token`. Call it once per request, not in a loop.
   * @throws ConnectionRequiredError | ConnectionExpiredError | MondayOAuthError
   */
  async refreshRejected(token: string): Promise<string> {
    const { accountId, userId } = requireCaller();
    this.ofCallers.forgetAll();
    const connection = await this.requireUsable({ accountId, userId });
    if (connection.tokens.accessToken !== token) return connection.tokens.accessToken;
    const fresh = await this.tokenRefresh.refresh({ accountId, userId }, token);
    return fresh.tokens.accessToken;
  }

  /**
   * Ends the caller's connection after monday answered to `token` that it accepts no token of its kind. Does nothing if
   * the user has logged in again meanwhile.
   * @throws ConnectionExpiredError
   */
  async expireRejected(token: string, cause: unknown): Promise<void> {
    const { accountId, userId } = requireCaller();
    this.ofCallers.forgetAll();
    await this.tokenRefresh.expireRejected({ accountId, userId }, token, cause);
  }

  /** Where a user logs in, for clients. */
  get loginUrl(): string {
    return this.address.loginUrl;
  }

  /** The live connection of a user, or `undefined`. */
  async find(owner: ConnectionOwner): Promise<Connection | undefined> {
    const [stored, revocation] = await Promise.all([
      this.store.find(owner),
      this.accountRevocations.current(owner.accountId),
    ]);
    return stored?.connection.revocationId === revocation.id ? stored.connection : undefined;
  }

  /** Live connections of an account, as many as one read gives. */
  async someOfAccount(accountId: string): Promise<Connection[]> {
    const prefix = accountPrefix(accountId);
    const limit = this.persistence.capabilities.scan ? MAX_LISTED : MAX_LISTED_BY_KEY;
    const [page, revocation] = await Promise.all([
      this.persistence.scan({ prefix, limit, owner: accountId }),
      this.accountRevocations.current(accountId),
    ]);
    return page
      .map((entry) => this.store.connectionOf({ accountId, userId: entry.key.slice(prefix.length) }, entry))
      .filter(({ revocationId }) => revocationId === revocation.id);
  }

  /**
   * Stores the result of a login. A user who is still connected keeps the grant, and therefore their other sessions.
   */
  async save(identity: MondayIdentity, tokens: TokenSet): Promise<Connection> {
    const owner = { accountId: identity.account.id, userId: identity.id };
    const { connection } = await this.persistence.update(connectionKey(owner), async (entry) => {
      const next = await this.connect(owner, entry, identity, tokens);
      return { ...this.store.changeOf(next), connection: next };
    });
    this.forgetCached(owner);
    return connection;
  }

  /**
   * Ends a connection with all of its tokens and sessions. The tokens are revoked at monday too, or later if monday
   * fails. Does nothing if there is no connection.
   */
  async forget(owner: ConnectionOwner): Promise<void> {
    const removed = await this.persistence.update(connectionKey(owner), (entry) => {
      if (!entry) return undefined;
      const { tokens } = this.store.connectionOf(owner, entry);
      // The encryption keys are lost, so the tokens cannot be revoked.
      if (tokens.accessToken === '') return { value: null, revocation: undefined };
      const revocation = this.revocations.prepare(owner, tokens);
      return { value: null, others: [revocation.operation], revocation };
    });
    this.forgetCached(owner);
    if (removed?.revocation) await this.revocations.attempt(removed.revocation);
  }

  /**
   * Ends every connection, token and session of an account that uninstalled the app. monday has already revoked its
   * tokens. The records are deleted too, unless the store needs one call for each; then the purge deletes them.
   */
  async forgetAccount(accountId: string): Promise<void> {
    await this.accountRevocations.begin(accountId);
    this.ofCallers.forgetAll();
    this.consents.forgetAccount(accountId);
    if (this.persistence.capabilities.scan) await this.removeAll(accountId);
  }

  @PurgesAccount('connections')
  async purgeAccount(accountId: string): Promise<Purged> {
    await this.accountRevocations.begin(accountId);
    this.ofCallers.forgetAll();
    this.consents.forgetAccount(accountId);
    return this.removeAll(accountId);
  }

  private removeAll(accountId: string): Promise<Purged> {
    return purgeRecords(this.persistence, accountId, accountPrefix(accountId));
  }

  private forgetCached(owner: ConnectionOwner): void {
    this.ofCallers.forgetAll();
    this.consents.forget(owner);
  }

  private async readFor(caller: CallerContext, owner: ConnectionOwner): Promise<Connection> {
    const readAt = this.clock.now();
    const connection = await this.requireUsable(owner);
    if (this.persistence.capabilities.scarceCalls) this.ofCallers.set(caller, connection, readAt);
    return connection;
  }

  private async requireUsable(owner: ConnectionOwner): Promise<Connection> {
    const connection = await this.find(owner);
    if (!connection) throw new ConnectionRequiredError(this.address.loginUrl);
    if (connection.state === 'expired') throw new ConnectionExpiredError(this.address.loginUrl);
    return connection;
  }

  /** The new connection after a login, which replaces the existing one. */
  private async connect(
    owner: ConnectionOwner,
    entry: Entry | undefined,
    identity: MondayIdentity,
    tokens: TokenSet,
  ): Promise<Connection> {
    const head = entry && this.store.headOf(owner, entry);
    const revocation = await this.accountRevocations.current(owner.accountId);
    const grantId = head?.revocationId === revocation.id ? head.grantId : randomUUID();
    const now = this.clock.now();
    return {
      ...owner,
      grantId,
      revocationId: revocation.id,
      state: 'connected',
      tokens,
      profile: profileOf(identity),
      confirmedAt: now,
      consentedAt: now,
    };
  }
}
