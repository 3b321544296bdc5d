import { Inject, Injectable, Logger } from '@nestjs/common';
import { BoundedMap } from 'monday-persistence/bounded';
import { type Clock } from '../../clock/index.js';
import { InstallationStore } from '../../account-data/index.js';
import { runAs } from '../../caller/index.js';
import {
  MondayAuthenticationError,
  MondayClient,
  MondayGraphQLError,
  MondayPermissionError,
  MondayUnavailableError,
  type MondayIdentity,
} from '../../monday/client/index.js';
import { Persistence } from '../../persistence/index.js';
import { ConnectionExpiredError, UserInactiveError } from '../auth.errors.js';
import { MondayOAuthError, UserRefusedError } from '../token-endpoint/token-endpoint.errors.js';
import { PublicAddress } from '../public-address.js';
import { roleOf, type Role } from '../role.js';
import { TOKEN_CLOCK } from '../token-clock.js';
import { connectionKey, ConnectionStore } from './connection.store.js';
import { isLeased, type Connection, type ConnectionOwner } from './connection.js';
import { ConnectionService } from './connection.service.js';
import { ConsentCache, type Consent } from './consent-cache.js';
import { profileOf } from './profile-of.js';

/** How long the app goes on without an answer of monday. */
const TOLERATED_MS = 60 * 60 * 1000;
/** After a check that failed, its outcome stands this long, so that a cut-off user costs no call for each request. */
const RETRY_MS = 60 * 1000;
/** A request waits for the answer. */
const TIMEOUT_MS = 5_000;
const CAPACITY = 10_000;
/** Connections of an account that are checked after an uninstall that may be forged. */
const MAX_ASKED = 5;
/** monday may end the connections before it sends the event of an uninstall. */
const EVENT_DELAY_MS = 10 * 60 * 1000;
/** monday's codes for a user who may not use its API at all (docs/monday-platform.md#graphql-errors). */
const CUT_OFF = /^user_?(unauthorized|access_?denied)/i;

interface FailedCheck {
  readonly error: unknown;
  /** Milliseconds since the epoch; 0 if monday refused the user. */
  readonly toleratedUntil: number;
}

/**
 * Asks monday (`me`) whether a user is still one, and learns the role that they have now. If monday does not answer,
 * the app goes on for an hour, counted from the first check that failed.
 */
@Injectable()
export class ActiveUserCheck {
  private readonly logger = new Logger(ActiveUserCheck.name);
  private readonly running = new Map<string, Promise<Role | undefined>>();
  private readonly failed: BoundedMap<string, FailedCheck>;

  constructor(
    private readonly connections: ConnectionService,
    private readonly store: ConnectionStore,
    private readonly consents: ConsentCache,
    private readonly monday: MondayClient,
    private readonly persistence: Persistence,
    private readonly address: PublicAddress,
    private readonly installations: InstallationStore,
    @Inject(TOKEN_CLOCK) private readonly clock: Clock,
  ) {
    this.failed = new BoundedMap({ capacity: CAPACITY, ttlMs: RETRY_MS, now: () => clock.now() });
  }

  /**
   * Whether monday has to confirm the user again. A confirmation in the future was written with a wrong clock.
   */
  isDue({ confirmedAt }: Pick<Consent, 'confirmedAt'>, maxAgeMs: number): boolean {
    const age = this.clock.now() - confirmedAt;
    return age < 0 || age >= maxAgeMs;
  }

  /**
   * The user's role, if monday confirmed the user within `maxAgeMs` or does so now.
   * @throws ConnectionExpiredError and as `confirm` does
   */
  async roleWithin(maxAgeMs: number, owner: ConnectionOwner, consent: Consent): Promise<Role | undefined> {
    if (consent.state === 'expired') throw new ConnectionExpiredError(this.address.loginUrl);
    return this.isDue(consent, maxAgeMs) ? ((await this.confirm(owner)) ?? consent.role) : consent.role;
  }

  /**
   * Requests for the same user at the same time share one call. A confirmed user proves that the account uses the app.
   * @returns the role that monday gave; `undefined` if monday did not answer and that is tolerated
   * @throws UserInactiveError if monday no longer accepts the user
   * @throws ConnectionExpiredError | ConnectionRequiredError if the connection has ended
   * @throws MondayUnavailableError if monday has not answered for an hour
   */
  async confirm(owner: ConnectionOwner): Promise<Role | undefined> {
    const role = await this.check(owner);
    if (role !== undefined) this.installations.heardFrom(owner.accountId);
    return role;
  }

  /**
   * Whether monday refuses the account's connections, as it does after an uninstall. One that it accepts, or about
   * which it does not answer, refutes that. One that had ended before proves nothing. Asks about a few connections at
   * the same time, those that were used last.
   * @param uninstalledAt when the event of the uninstall arrived, in milliseconds since the epoch
   */
  async isAccountRefused(accountId: string, uninstalledAt: number): Promise<boolean> {
    const connections = await this.connections.someOfAccount(accountId);
    const witnesses = connections
      .filter((connection) => isWitness(connection, uninstalledAt))
      .sort((one, other) => (other.confirmedAt ?? 0) - (one.confirmedAt ?? 0));
    // The state of an expired connection is known, so its answer costs no call.
    const live = witnesses.filter(({ state }) => state === 'connected').slice(0, MAX_ASKED);
    const refused = await Promise.all(live.map((owner) => this.isRefused(owner)));
    return witnesses.length > 0 && refused.every(Boolean);
  }

  private check(owner: ConnectionOwner): Promise<Role | undefined> {
    const key = connectionKey(owner);
    const running = this.running.get(key);
    if (running) return running;
    const work = this.run(owner, key).finally(() => this.running.delete(key));
    this.running.set(key, work);
    return work;
  }

  private async isRefused({ accountId, userId }: ConnectionOwner): Promise<boolean> {
    const owner = { accountId, userId };
    try {
      await this.check(owner);
      return false;
    } catch (error) {
      return error instanceof UserInactiveError || error instanceof ConnectionExpiredError;
    }
  }

  private async run(owner: ConnectionOwner, key: string): Promise<Role | undefined> {
    const earlier = this.failed.get(key);
    if (earlier) return tolerate(earlier, this.clock.now());
    try {
      const identity = await runAs({ ...owner, kind: 'user' }, () => this.identify(owner));
      await this.save(owner, (connection) => confirmed(connection, identity, this.clock.now()));
      return roleOf(identity);
    } catch (caught) {
      const failed = await this.assess(owner, caught);
      this.failed.set(key, failed);
      this.report(owner, failed);
      return tolerate(failed, this.clock.now());
    }
  }

  private async identify({ accountId, userId }: ConnectionOwner): Promise<MondayIdentity> {
    const identity = await this.ask(await this.connections.accessToken());
    const isSame = identity.id === userId && identity.account.id === accountId;
    if (!isSame) throw new UserInactiveError();
    return identity;
  }

  /** A token that is refused may be exchanged once. */
  private async ask(token: string): Promise<MondayIdentity> {
    try {
      return await this.monday.me(token, TIMEOUT_MS);
    } catch (error) {
      if (!(error instanceof MondayAuthenticationError)) throw error;
    }
    return this.monday.me(await this.connections.refreshRejected(token), TIMEOUT_MS);
  }

  private async assess(owner: ConnectionOwner, error: unknown): Promise<FailedCheck> {
    if (isCutOff(error)) return { error: new UserInactiveError(error), toleratedUntil: 0 };
    const isUnreachable = error instanceof MondayGraphQLError || error instanceof MondayOAuthError;
    if (!isUnreachable) return { error, toleratedUntil: 0 };
    const connection = await this.save(owner, (current) =>
      current.unconfirmedSince === undefined ? { ...current, unconfirmedSince: this.clock.now() } : undefined,
    );
    return {
      error: new MondayUnavailableError({ retryInSeconds: RETRY_MS / 1000, cause: error }),
      toleratedUntil: (connection?.unconfirmedSince ?? this.clock.now()) + TOLERATED_MS,
    };
  }

  /**
   * Writes what a check found. Not while the tokens are refreshed: the refreshing process would mistake the write for a
   * new login and give the new tokens up. The next check writes instead.
   */
  private async save(
    owner: ConnectionOwner,
    change: (connection: Connection) => Connection | undefined,
  ): Promise<Connection | undefined> {
    let result: Connection | undefined;
    await this.persistence.update(connectionKey(owner), (entry) => {
      const current = entry && this.store.connectionOf(owner, entry);
      result = current;
      const isWritable = current?.state === 'connected' && !isLeased(current, this.clock.now());
      const next = isWritable ? change(current) : undefined;
      result = next ?? current;
      return next && this.store.changeOf(next);
    });
    this.consents.forget(owner);
    return result;
  }

  private report({ accountId, userId }: ConnectionOwner, { error, toleratedUntil }: FailedCheck): void {
    const reason = reasonOf(error);
    if (toleratedUntil > 0) {
      this.logger.warn(
        { event: 'auth.user_unconfirmed', accountId, userId, reason },
        'monday did not say whether a user is active',
      );
    } else if (error instanceof UserInactiveError || error instanceof ConnectionExpiredError) {
      this.logger.warn(
        { event: 'auth.user_cut_off', accountId, userId, reason },
        'monday no longer accepts a user; their access ends',
      );
    }
  }
}

function confirmed(connection: Connection, identity: MondayIdentity, confirmedAt: number): Connection {
  return { ...connection, profile: profileOf(identity), confirmedAt, unconfirmedSince: undefined };
}

/** Whether the connection can say something about an uninstall: it lives, or ended with the uninstall. */
function isWitness({ state, expiredAt }: Connection, uninstalledAt: number): boolean {
  return state === 'connected' || (expiredAt ?? 0) >= uninstalledAt - EVENT_DELAY_MS;
}

/** @throws the error of the check if it is not tolerated, or not any more */
function tolerate({ error, toleratedUntil }: FailedCheck, now: number): undefined {
  if (now >= toleratedUntil) throw error;
}

/** Name of the error behind an answer of ours. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return error.cause instanceof Error ? error.cause.name : error.name;
}

/** Whether monday refused the user: a token that it issued a moment ago, or the user altogether. */
function isCutOff(error: unknown): boolean {
  if (error instanceof MondayAuthenticationError || error instanceof UserRefusedError) return true;
  return error instanceof MondayPermissionError && error.upstreamCodes.some((code) => CUT_OFF.test(code));
}
