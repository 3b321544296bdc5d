import { type ApiClient } from '@mondaydotcomorg/api';
import { Injectable } from '@nestjs/common';
import { ConnectionExpiredError, ConnectionRequiredError, ConnectionService } from '../../auth/index.js';
import { requireCaller } from '../../caller/index.js';
import { Clock } from '../../clock/index.js';
import { AppConfig } from '../../config/index.js';
import { MondayAuthenticationError, MondayClient, MondayGraphQLError } from '../client/index.js';
import { findShortLivedToken } from '../requests/index.js';
import { AccountBudgetRegistry } from './account-budget.registry.js';
import { retryDelay } from './retry-delay.js';

/** How one call for the current caller is made. */
export interface CallOptions {
  /**
   * Milliseconds for the call with all its repetitions; default 30,000, which also fits into monday's minute for blocks.
   * Without it, a message of the queue does not wait for a rate limit to pass: it goes back and is brought again then.
   */
  readonly deadlineMs?: number;
  readonly signal?: AbortSignal;
  /** The same for each repetition of a mutation, also by a later request or queue delivery (docs/monday-platform.md#idempotency-keys). */
  readonly idempotencyKey?: string;
}

export const DEADLINE_MS = 30_000;
/** How long a message of the queue occupies its slot while it waits for a rate limit. */
const JOB_PATIENCE_MS = 500;

interface Token {
  readonly accessToken: string;
  /** Of the caller's own connection, which can be refreshed; else the token that came with the request. */
  readonly isOwn: boolean;
}

/** Makes calls for the current caller, and repeats those that may come through later. */
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
   * @throws MondayGraphQLError once it cannot succeed, or not in time; in a message of the queue also if a rate limit
   * takes longer to pass than a slot may be held
   * @throws ConnectionRequiredError | ConnectionExpiredError if the caller must log in
   */
  async send<T>(work: (client: ApiClient) => Promise<T>, options: CallOptions = {}): Promise<T> {
    const { accountId, kind } = requireCaller();
    const { signal, idempotencyKey, deadlineMs } = options;
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
      const call = { accessToken, timeoutMs, idempotencyKey, signal, onHeaders };
      try {
        return await this.client.run(call, work).finally(() => this.budgets.release(accountId));
      } catch (error) {
        if (error instanceof MondayAuthenticationError && token.isOwn && !wasRefreshed) {
          wasRefreshed = true;
          token = { ...token, accessToken: await this.connections.refreshRejected(token.accessToken) };
          continue;
        }
        const delay = retryDelay(error, attempt);
        // The others must hear of it also if this call gives up.
        const isShared = delay !== undefined && isAboutAccount(error);
        if (isShared) await this.budgets.pause(accountId, delay);
        if (delay === undefined || delay >= this.left(isShared ? patience() : deadline)) throw error;
        if (!isShared) await this.clock.sleep(delay, signal);
      }
    }
  }

  private left(deadline: number): number {
    return deadline - this.clock.now();
  }

  /** The caller's own token; for a block of a user who never connected, the one that monday sent with the request. */
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
