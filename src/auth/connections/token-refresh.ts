import { randomInt, randomUUID } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { BoundedSet } from 'monday-persistence/bounded';
import { type Clock } from '../../clock/index.js';
import { TOKEN_CLOCK } from '../token-clock.js';
import { AppConfig } from '../../config/index.js';
import { Persistence, unlessConflict } from '../../persistence/index.js';
import { Metrics, OutcomeCounter } from '../../telemetry/index.js';
import { ConnectionExpiredError, ConnectionRequiredError } from '../auth.errors.js';
import { expiryOf, type TokenSet } from '../token-endpoint/token-set.js';
import { TokenEndpoint } from '../token-endpoint/token-endpoint.js';
import { GrantRefusedError, MondayOAuthError } from '../token-endpoint/token-endpoint.errors.js';
import { PublicAddress } from '../public-address.js';
import { connectionKey, ConnectionStore, type StoredConnection } from './connection.store.js';
import { isLeased, type Connection, type ConnectionOwner } from './connection.js';
import { ConnectionEndWarnings } from './connection-end-warnings.js';
import { ConsentCache } from './consent-cache.js';
import { Revocations } from './revocations.js';

/** monday's advice: refresh with less than five minutes left (docs/monday-platform.md#refresh-and-revocation). */
const DUE_MS = 5 * 60 * 1000;
/** A token with less remaining time is not used any more. */
const USELESS_MS = 10 * 1000;
/**
 * monday requires five minutes between attempts (docs/monday-platform.md#refresh-and-revocation). The old token works
 * in the meantime.
 */
const MIGRATION_RETRY_MS = 10 * 60 * 1000;
const MAX_REMEMBERED = 10_000;
const POLL_MS = { min: 50, max: 200 };

/** The result of a refresh: after `expired`, the user must log in again; after `failed`, the next use tries again. */
const OUTCOMES = ['refreshed', 'migrated', 'expired', 'failed'] as const;

/**
 * Refreshes access tokens. A refresh token can be used once, and a second use loses the connection. Therefore, only one
 * refresh runs at a time: a shared promise ensures this within the process, and a lease taken by compare-and-set
 * between processes. If the holder of a lease died, its refresh token is tried once more. If monday has already
 * received it, the user must log in again.
 */
@Injectable()
export class TokenRefresh {
  private readonly logger = new Logger(TokenRefresh.name);
  private readonly outcomes: OutcomeCounter<(typeof OUTCOMES)[number]>;
  private readonly running = new Map<string, Promise<Connection>>();
  /** Connections whose migration failed, until the next attempt. */
  private readonly failedMigrations: BoundedSet<string>;

  constructor(
    private readonly store: ConnectionStore,
    private readonly endpoint: TokenEndpoint,
    private readonly revocations: Revocations,
    private readonly consents: ConsentCache,
    private readonly endWarnings: ConnectionEndWarnings,
    private readonly address: PublicAddress,
    private readonly persistence: Persistence,
    private readonly config: AppConfig,
    @Inject(TOKEN_CLOCK) private readonly clock: Clock,
    metrics: Metrics,
  ) {
    this.failedMigrations = new BoundedSet({
      capacity: MAX_REMEMBERED,
      ttlMs: MIGRATION_RETRY_MS,
      now: () => clock.now(),
    });
    this.outcomes = new OutcomeCounter(metrics, {
      name: 'connection_refreshes_total',
      help: 'Refreshes of connections to monday, by how they ended.',
      outcomes: OUTCOMES,
    });
  }

  /** Whether the connection should be refreshed before it is used. */
  isDue(connection: Connection): boolean {
    return this.remainingMs(connection.tokens) < DUE_MS || this.isToMigrate(connection);
  }

  /**
   * Returns a connection with a usable token.
   * @param rejected the token that monday refused, if one was
   * @throws ConnectionRequiredError | ConnectionExpiredError | MondayOAuthError
   */
  async refresh(owner: ConnectionOwner, rejected?: string): Promise<Connection> {
    const key = connectionKey(owner);
    const running = this.running.get(key);
    if (running) {
      const connection = await running;
      if (connection.tokens.accessToken !== rejected) return connection;
    }
    const work = this.run(owner, rejected).finally(() => {
      if (this.running.get(key) === work) this.running.delete(key);
    });
    this.running.set(key, work);
    return work;
  }

  /**
   * Ends a connection if `token` is still its token.
   * @throws ConnectionExpiredError
   */
  async expireRejected(owner: ConnectionOwner, token: string, cause: unknown): Promise<void> {
    const stored = await this.store.find(owner);
    if (stored?.connection.tokens.accessToken === token) await this.expire(stored, cause);
  }

  private async run(owner: ConnectionOwner, rejected: string | undefined): Promise<Connection> {
    const deadline = this.clock.now() + this.leaseMs * 2;
    while (this.clock.now() < deadline) {
      const stored = await this.requireStored(owner);
      const { connection } = stored;
      const isRejected = connection.tokens.accessToken === rejected;
      if (!isRejected && !this.isDue(connection)) return connection;
      if (isLeased(connection, this.clock.now())) {
        if (!isRejected && this.isUsable(connection.tokens)) return connection;
      } else {
        const mine = await this.takeLease(stored);
        if (mine) return await this.exchange(mine, isRejected);
      }
      await this.clock.sleep(randomInt(POLL_MS.min, POLL_MS.max));
    }
    throw new MondayOAuthError('timeout', {
      cause: new Error('Another process holds the refresh lease for too long.'),
    });
  }

  private async requireStored(owner: ConnectionOwner): Promise<StoredConnection> {
    const stored = await this.store.find(owner);
    if (!stored) throw new ConnectionRequiredError(this.address.loginUrl);
    if (stored.connection.state === 'expired') throw new ConnectionExpiredError(this.address.loginUrl);
    return stored;
  }

  private async takeLease({ connection, version }: StoredConnection): Promise<StoredConnection | undefined> {
    const lease = { holder: randomUUID(), until: this.clock.now() + this.leaseMs };
    const leased = { ...connection, lease };
    const written = await unlessConflict(this.store.upsert(leased, version));
    return written && { connection: leased, version: written.version };
  }

  private async exchange(stored: StoredConnection, isRejected: boolean): Promise<Connection> {
    const { connection } = stored;
    const { refreshToken } = connection.tokens;
    if (refreshToken === undefined) {
      const migrated = isRejected ? undefined : await this.migrate(stored);
      if (migrated) return migrated;
      if (!isRejected && this.isUsable(connection.tokens)) return this.release(stored);
      return this.expire(stored);
    }
    let tokens: TokenSet;
    try {
      tokens = await this.endpoint.refresh(refreshToken);
    } catch (error) {
      if (error instanceof GrantRefusedError) return this.expire(stored, error);
      this.outcomes.count('failed');
      await this.release(stored);
      // monday fails, but the current token is still valid for a while.
      if (!isRejected && this.isUsable(connection.tokens)) return connection;
      throw error;
    }
    this.outcomes.count('refreshed');
    return this.keep(stored, { refreshToken, ...tokens });
  }

  /** A token of the legacy flow, which monday will stop accepting (docs/monday-platform.md#refresh-and-revocation). */
  private isToMigrate(connection: Connection): boolean {
    const isLegacy = connection.tokens.refreshToken === undefined && connection.tokens.accessToken !== '';
    if (!isLegacy || this.config.monday.flow === 'legacy') return false;
    return !this.failedMigrations.has(connectionKey(connection));
  }

  /** Resolves to `undefined` if monday refuses; the old token is then used further. */
  private async migrate(stored: StoredConnection): Promise<Connection | undefined> {
    const { connection } = stored;
    if (!this.isToMigrate(connection)) return undefined;
    try {
      const tokens = await this.endpoint.migrate(connection.tokens.accessToken);
      this.outcomes.count('migrated');
      return await this.keep(withoutConsent(stored), tokens);
    } catch (error) {
      const { accountId, userId } = connection;
      this.failedMigrations.add(connectionKey(connection));
      this.logger.warn(
        { event: 'auth.migration_failed', accountId, userId, reason: (error as Error).name },
        'a token of the legacy flow could not be migrated',
      );
      return undefined;
    }
  }

  /** Only the newest refresh token is valid. If it is not stored, the connection is lost. */
  private async keep({ connection, version }: StoredConnection, tokens: TokenSet): Promise<Connection> {
    const scopes = tokens.scopes.length > 0 ? tokens.scopes : connection.tokens.scopes;
    const next: Connection = { ...connection, tokens: { ...tokens, scopes }, lease: undefined };
    const kept = await unlessConflict(this.store.upsert(next, version));
    if (kept === undefined) return this.yieldTo(next);
    return this.endWarnings.warnIfDue({ connection: next, version: kept.version });
  }

  /**
   * The user logged in again or disconnected in the meantime. That change takes precedence, and the new tokens are
   * revoked.
   */
  private async yieldTo(mine: Connection): Promise<Connection> {
    const pending = this.revocations.prepare(mine, mine.tokens);
    await this.persistence.batch([pending.operation]);
    await this.revocations.attempt(pending);
    return (await this.requireStored(mine)).connection;
  }

  private async release({ connection, version }: StoredConnection): Promise<Connection> {
    const released = { ...connection, lease: undefined };
    await unlessConflict(this.store.upsert(released, version));
    return released;
  }

  private async expire({ connection, version }: StoredConnection, cause?: unknown): Promise<never> {
    const { accountId, userId } = connection;
    const expired: Connection = {
      ...connection,
      state: 'expired',
      expiredAt: this.clock.now(),
      lease: undefined,
    };
    await unlessConflict(this.store.upsert(expired, version));
    this.consents.forget(connection);
    this.outcomes.count('expired');
    this.logger.warn(
      { event: 'auth.connection_expired', accountId, userId },
      'a connection to monday expired',
    );
    throw new ConnectionExpiredError(this.address.loginUrl, cause);
  }

  /** Longer than the timeout of a call, so that a live holder never loses the lease. */
  private get leaseMs(): number {
    return this.config.monday.timeoutMs * 2;
  }

  private remainingMs({ accessToken }: TokenSet): number {
    return (expiryOf(accessToken) ?? Number.POSITIVE_INFINITY) - this.clock.now();
  }

  private isUsable(tokens: TokenSet): boolean {
    return this.remainingMs(tokens) > USELESS_MS;
  }
}

/** When the new tokens of a migrated connection end is not known (docs/monday-platform.md#refresh-and-revocation). */
const withoutConsent = ({ connection, version }: StoredConnection): StoredConnection => ({
  connection: { ...connection, consentedAt: undefined, endWarnedAt: undefined },
  version,
});
