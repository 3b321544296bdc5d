import { Injectable } from '@nestjs/common';
import { Clock } from 'monday-persistence/clock';
import { SlidingWindowLimiter } from 'monday-persistence/rate-limiter';
import { SandboxSettings, SandboxState } from '../state/index.js';

/** docs/monday-platform.md#monday-code-limits */
const QUOTA = { limit: 12, windowMs: 1_000, maxWaitMs: 0 };

/** Result of authorizing a storage call. */
export type StorageAccess =
  | { readonly outcome: 'granted'; readonly accountId: string }
  | { readonly outcome: 'unknown-token' }
  | { readonly outcome: 'rate-limited' };

/** Storage belongs to the account of the access token. Each token may make twelve calls per second. */
@Injectable()
export class StorageAuthorizer {
  private readonly limiter: SlidingWindowLimiter;

  constructor(
    private readonly state: SandboxState,
    private readonly settings: SandboxSettings,
    clock: Clock,
  ) {
    this.limiter = new SlidingWindowLimiter(QUOTA, clock);
  }

  async admit(token: string | undefined): Promise<StorageAccess> {
    const user = token ? await this.state.userOfToken(token) : undefined;
    if (!user || !token) return { outcome: 'unknown-token' };
    if (this.settings.limits && !this.limiter.tryAcquire(token)) return { outcome: 'rate-limited' };
    return { outcome: 'granted', accountId: user.accountId };
  }
}
