import { Injectable } from '@nestjs/common';
import { RateLimiter } from '../limits/index.js';

/** docs/monday-platform.md#monday-code-limits, docs/monday-platform.md#secure-storage */
const REQUESTS_PER_SECOND = 7;
const WRITES_PER_SECOND_OF_A_KEY = 1;

/** The quotas of secure storage: seven requests a second for the app, and one write a second for each key. */
@Injectable()
export class VaultLimits {
  private readonly requests = new RateLimiter(REQUESTS_PER_SECOND);
  private readonly writes = new RateLimiter(WRITES_PER_SECOND_OF_A_KEY);

  /** Counts the request, or says which quota it would break. */
  refusalOf(method: string, path: string): string | undefined {
    if (!this.requests.allows('app')) return 'request path "kv": rate limit quota exceeded';
    if (method !== 'GET' && !this.writes.allows(path)) return 'one write per second for each key';
    return undefined;
  }
}
