import { backoffDelay } from 'monday-persistence/backoff';
import { HttpRequestError, sendHttpRequest, type HttpResponse } from 'monday-persistence/http-client';
import { type AccessTokens } from '../../../caller/index.js';
import { type Clock } from '../../../clock/index.js';
import { FRAMEWORK_NAME } from '../../../config/index.js';
import { failedRequest, failedResponse, MondayCodeAPIError } from '../../../errors/index.js';
import { RateLimitExceededError, type RateLimiter } from '../../../rate-limiter/index.js';
import { type OutgoingCalls } from '../../../telemetry/index.js';
import { readReply } from './read-reply.js';

export interface AppsStorageRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  /** JSON text. */
  readonly body?: string;
  /** Whether the request is idempotent. It is then retried even if the outcome is unknown. */
  readonly isRepeatable: boolean;
}

export interface AppsStorageReply {
  /** Only statuses that concern the row: 200 to 299, 400, 404, 409, 412 and 413. */
  readonly status: number;
  /** The body, with values as `ReplyValue`; `undefined` if it is absent or not JSON. */
  readonly body: unknown;
}

export interface AppsStorageClientOptions {
  readonly tokens: () => AccessTokens;
  /** By access token. */
  readonly limiter: RateLimiter;
  readonly clock: Clock;
  /** Timeout of one attempt, in milliseconds. */
  readonly timeoutMs: number;
  readonly calls: OutgoingCalls;
}

/** The outcome of an attempt that may be retried. */
interface Setback {
  readonly error: MondayCodeAPIError;
  /** True if monday certainly did not execute the request. */
  readonly isUndone: boolean;
  readonly retryAfterMs?: number;
}

const MAX_ATTEMPTS = 4;
/** For a longer delay, the client decides. */
const MAX_PAUSE_MS = 5_000;
const BACKOFF = { firstMs: 400, maxMs: MAX_PAUSE_MS, jitter: 'full' } as const;
const MAX_RESPONSE_BYTES = 32 * 1024 * 1024;
const SPEAKING: ReadonlySet<number> = new Set([400, 404, 409, 412, 413]);

/**
 * Sends requests to the apps-storage API (docs/monday-platform.md#storage-api) with the caller's access token: with
 * rate limiting, timeouts, and retries if they are safe. Every status is either returned or thrown.
 */
export class AppsStorageClient {
  constructor(private readonly options: AppsStorageClientOptions) {}

  /** @throws MondayCodeAPIError */
  async send(request: AppsStorageRequest): Promise<AppsStorageReply> {
    const tokens = this.options.tokens();
    let token = await tokens.accessToken();
    let isRefreshed = false;
    for (let attempt = 1; ; attempt++) {
      await this.waitForTurn(token);
      const outcome = await this.options.calls.run('storage', () => this.attempt(request, token), errorOf);
      if ('status' in outcome) {
        if (outcome.status !== 401) return outcome;
        if (isRefreshed)
          throw new MondayCodeAPIError({ api: 'storage', failure: 'failed', code: 'storage.unauthorized' });
        isRefreshed = true;
        token = await tokens.refreshRejected(token);
        continue;
      }
      const pauseMs = outcome.retryAfterMs ?? backoffDelay(attempt, BACKOFF);
      const mayRepeat = outcome.isUndone || request.isRepeatable;
      if (!mayRepeat || attempt >= MAX_ATTEMPTS || pauseMs > MAX_PAUSE_MS) throw outcome.error;
      await this.options.clock.sleep(pauseMs);
    }
  }

  private async waitForTurn(token: string): Promise<void> {
    try {
      await this.options.limiter.acquire(token);
    } catch (error) {
      if (!(error instanceof RateLimitExceededError)) throw error;
      const { retryAfterSeconds } = error;
      throw new MondayCodeAPIError({ api: 'storage', failure: 'rate_limited', retryAfterSeconds });
    }
  }

  private async attempt(request: AppsStorageRequest, token: string): Promise<AppsStorageReply | Setback> {
    let response: HttpResponse;
    try {
      response = await sendHttpRequest({
        method: request.method,
        url: request.url,
        headers: {
          Authorization: token,
          'User-Agent': FRAMEWORK_NAME,
          ...(request.body === undefined ? {} : { 'Content-Type': 'application/json' }),
        },
        body: request.body,
        timeoutMs: this.options.timeoutMs,
        maxResponseBytes: MAX_RESPONSE_BYTES,
      });
    } catch (error) {
      if (!(error instanceof HttpRequestError)) throw error;
      const failed = new MondayCodeAPIError({ api: 'storage', ...failedRequest(error) });
      return { error: failed, isUndone: error.isUnsent };
    }
    return outcomeOf(response);
  }
}

const errorOf = (outcome: AppsStorageReply | Setback): MondayCodeAPIError | undefined =>
  'error' in outcome ? outcome.error : undefined;

/** @throws MondayCodeAPIError if a retry would not help */
function outcomeOf(response: HttpResponse): AppsStorageReply | Setback {
  const { status, isSuccess } = response;
  if (isSuccess || status === 401 || SPEAKING.has(status)) {
    return { status, body: readReply(bytesOf(response)) };
  }
  const failed = failedResponse(response);
  const code = status === 403 ? 'storage.forbidden' : undefined;
  const error = new MondayCodeAPIError({ api: 'storage', code, ...failed });
  if (failed.failure === 'failed') throw error;
  const { retryAfterSeconds } = failed;
  return {
    error,
    isUndone: status === 429,
    // A wait of 0 would let every attempt fail within one second.
    retryAfterMs: retryAfterSeconds ? retryAfterSeconds * 1_000 : undefined,
  };
}

function bytesOf(response: HttpResponse): Buffer {
  try {
    return response.bytes();
  } catch (cause) {
    throw new MondayCodeAPIError({ api: 'storage', failure: 'failed', cause });
  }
}
