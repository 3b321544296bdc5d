import { Injectable, type CanActivate } from '@nestjs/common';
import { Clock } from 'monday-persistence/clock';
import { SlidingWindowLimiter } from 'monday-persistence/rate-limiter';
import { SandboxSettings } from '../state/index.js';
import { SidecarError } from './sidecar.errors.js';

/** docs/monday-platform.md#monday-code-limits */
const QUOTA = { limit: 7, windowMs: 1_000, maxWaitMs: 0 };

/** Seven calls a second, for the whole app. */
@Injectable()
export class SecureStorageLimitGuard implements CanActivate {
  private readonly limiter: SlidingWindowLimiter;

  constructor(
    private readonly settings: SandboxSettings,
    clock: Clock,
  ) {
    this.limiter = new SlidingWindowLimiter(QUOTA, clock);
  }

  canActivate(): boolean {
    if (this.settings.limits && !this.limiter.tryAcquire('app'))
      throw new SidecarError(429, 'Too many requests');
    return true;
  }
}
