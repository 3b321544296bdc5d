import { Injectable } from '@nestjs/common';
import { type Response } from 'express';
import { requireCaller } from '../caller/index.js';
import { Clock, SYSTEM_CLOCK } from '../clock/index.js';
import { AppConfig } from '../config/index.js';
import {
  ConcurrencyLimiter,
  RateLimitExceededError,
  TokenBucketLimiter,
  type RateLimit,
} from '../rate-limiter/index.js';
import { Metrics, OutcomeCounter } from '../telemetry/index.js';
import { EventLoopShares } from './event-loop-shares.js';
import {
  AccountBusyError,
  AccountRateLimitedError,
  RequestAbortedException,
} from './account-limits.errors.js';

/** Number of requests that may wait for each running request. */
const WAITING_FOR_EACH = 16;
const MAX_WAIT_MS = 2_000;

/**
 * Limits the concurrent requests and the request rate of each account, so that other accounts are served. A request
 * occupies its slot until its reply was sent.
 */
@Injectable()
export class AccountAdmission {
  private readonly rate: TokenBucketLimiter;
  private readonly concurrency: ConcurrencyLimiter;
  private readonly refused: OutcomeCounter<RateLimit>;

  constructor(
    { accounts }: AppConfig,
    clock: Clock,
    private readonly shares: EventLoopShares,
    metrics: Metrics,
  ) {
    const options = {
      perKey: accounts.maxConcurrency,
      maxWaiting: WAITING_FOR_EACH * accounts.maxConcurrency,
      maxWaitMs: MAX_WAIT_MS,
    };
    this.rate = new TokenBucketLimiter(accounts.ratePerSecond, clock);
    this.concurrency = new ConcurrencyLimiter(options, clock);
    this.refused = new OutcomeCounter(metrics, {
      name: 'account_requests_refused_total',
      help: 'Requests that were refused because of a limit of their account.',
      label: 'limit',
      outcomes: ['concurrency', 'rate'],
    });
  }

  /**
   * Admits a request of the current caller, immediately or after a short wait.
   * @returns true, for guards
   * @throws AccountRateLimitedError, or AccountBusyError for a request from monday
   */
  admit(response: Response): true | Promise<true> {
    const { accountId } = requireCaller();
    const enter = (): true | Promise<true> => this.enter(accountId, response);
    const refuse = (error: unknown): never => this.refuse(error);
    try {
      this.rate.acquire(accountId);
      return this.concurrency.acquire(accountId)?.then(enter, refuse) ?? enter();
    } catch (error) {
      return refuse(error);
    }
  }

  private enter(accountId: string, response: Response): true | Promise<true> {
    const delayMs = this.shares.reserve(accountId);
    if (delayMs === 0) return this.begin(accountId, response);
    // Uses the machine's clock, as the event loop does.
    return SYSTEM_CLOCK.sleep(delayMs).then(() => this.begin(accountId, response));
  }

  private begin(accountId: string, response: Response): true {
    const item = this.shares.begin(accountId);
    const end = (): void => {
      this.shares.end(item);
      this.concurrency.release(accountId);
    };
    // The request of a client that disconnected while waiting is dropped.
    if (response.destroyed) {
      end();
      throw new RequestAbortedException();
    }
    response.once('close', end);
    return true;
  }

  private refuse(error: unknown): never {
    if (!(error instanceof RateLimitExceededError)) throw error;
    this.refused.count(error.limit);
    const { kind } = requireCaller();
    const Refusal = kind === 'block' || kind === 'event' ? AccountBusyError : AccountRateLimitedError;
    throw new Refusal(error.retryAfterSeconds);
  }
}
