import { type ApiClient } from '@mondaydotcomorg/api';
import { Injectable } from '@nestjs/common';
import { ConnectionExpiredError, ConnectionRequiredError, ConnectionService } from '../../auth/index.js';
import { requireCaller } from '../../caller/index.js';
import { Clock } from '../../clock/index.js';
import { AppConfig } from '../../config/index.js';
import {
  MondayAuthenticationError,
  MondayClient,
  MondayGraphQLError,
  MondayScopeMissingError,
} from '../client/index.js';
import { findShortLivedToken } from '../requests/index.js';
import { AccountBudgetRegistry } from './account-budget.registry.js';
import { retryDelay } from './retry-delay.js';

/** Options of one call. */
export interface CallOptions {
  /**
   * Timeout in milliseconds for the call including retries; default 30,000, which fits into monday's limit of one
   * minute for blocks. Without a timeout, a queue message does not wait until a rate limit ends; it returns to the
   * queue until then.
   */
  readonly deadlineMs?: number;
  readonly signal?: AbortSignal;
  /**
   * Use the same key for each retry of a mutation, also in a later request or queue delivery
   * (docs/monday-platform.md#idempotency-keys).
   */
  readonly idempotencyKey?: string;
  /** Version of the API for this call: `dev`, or such as `2027-01`. Default `MONDAY_API_VERSION`. */
  readonly apiVersion?: string;
}

const API_VERSION = /^(dev|\d{4}-(01|04|07|10))$/;

export const DEADLINE_MS = 30_000;
/** Maximum time that a queue message occupies its slot while it waits for a rate limit. */
const JOB_PATIENCE_MS = 500;

interface Token {
  readonly accessToken: string;
  /** From the caller's connection, which can be refreshed; otherwise the token of the request. */
  readonly isOwn: boolean;
}

/** Makes calls on behalf of the current caller, and retries temporary failures. */
@Injectable()
export class MondayCalls {
  constructor(
    private readonly client: MondayClient,
    private readonly connections: ConnectionService,
    private readonly budgets: AccountBudgetRegistry,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  /**
   * @param work sends one request through the client
   * @throws MondayGraphQLError if the call cannot succeed, or not before the deadline; in a queue message also if a
   *   rate limit lasts longer than a slot may be occupied
   * @throws ConnectionRequiredError | ConnectionExpiredError if the caller must log in
   */
  async send<T>(work: (client: ApiClient) => Promise<T>, options: CallOptions = {}): Promise<T> {
    const { accountId, kind } = requireCaller();
    const { signal, idempotencyKey, deadlineMs, apiVersion } = options;
    if (apiVersion !== undefined && !API_VERSION.test(apiVersion)) {
      throw new TypeError(`${apiVersion} is no version of monday's API.`);
    }
    const deadline = this.clock.now() + (deadlineMs ?? DEADLINE_MS);
    const patienceMs = kind === 'job' && deadlineMs === undefined ? JOB_PATIENCE_MS : Infinity;
    const patience = (): number => Math.min(deadline, this.clock.now() + patienceMs);
    let token = await this.token();
    let wasRefreshed = false;
    const onHeaders = (headers: Headers): void => this.budgets.learn(accountId, headers);
    for (let attempt = 1; ; attempt += 1) {
      await this.budgets.acquire(accountId, patience(), signal);
      const timeoutMs = Math.max(1, Math.min(this.config.monday.timeoutMs, this.left(deadline)));
      const { accessToken } = token;
      const call = { accessToken, timeoutMs, idempotencyKey, apiVersion, signal, onHeaders };
      try {
        return await this.client.run(call, work).finally(() => this.budgets.release(accountId));
      } catch (error) {
        if (error instanceof MondayAuthenticationError && token.isOwn && !wasRefreshed) {
          wasRefreshed = true;
          token = { ...token, accessToken: await this.connections.refreshRejected(token.accessToken) };
          continue;
        }
        await this.requireLogin(error, token);
        const delay = retryDelay(error, attempt);
        // Share the pause with other instances even if this call fails.
        const isShared = delay !== undefined && isAboutAccount(error);
        if (isShared) await this.budgets.pause(accountId, delay);
        if (delay === undefined || delay >= this.left(isShared ? patience() : deadline)) throw error;
        if (!isShared) await this.clock.sleep(delay, signal);
      }
    }
  }

  /**
   * Ends a connection whose token monday accepts only after a new login.
   * @throws ConnectionExpiredError | MondayScopeMissingError if the user must log in, with the address
   */
  private async requireLogin(error: unknown, { accessToken, isOwn }: Token): Promise<void> {
    if (!isOwn) return;
    if (error instanceof MondayAuthenticationError && error.requiresNewLogin) {
      await this.connections.expireRejected(accessToken, error);
    }
    if (error instanceof MondayScopeMissingError) throw error.withLoginUrl(this.connections.loginUrl);
  }

  private left(deadline: number): number {
    return deadline - this.clock.now();
  }

  /** The caller's token; for a block of a user who never connected, the token that monday sent with the request. */
  private async token(): Promise<Token> {
    try {
      return { accessToken: await this.connections.accessToken(), isOwn: true };
    } catch (error) {
      const shortLivedToken = findShortLivedToken();
      const mustLogIn = error instanceof ConnectionRequiredError || error instanceof ConnectionExpiredError;
      if (!mustLogIn || shortLivedToken === undefined) throw error;
      return { accessToken: shortLivedToken, isOwn: false };
    }
  }
}

function isAboutAccount(error: unknown): boolean {
  return (
    error instanceof MondayGraphQLError && (error.reason === 'complexity' || error.reason === 'rate_limit')
  );
}
