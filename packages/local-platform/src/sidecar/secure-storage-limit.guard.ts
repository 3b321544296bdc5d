import { Injectable, type CanActivate } from '@nestjs/common';
import { RateLimiter } from '../limits/index.js';
import { SandboxSettings } from '../state/index.js';
import { SidecarError } from './sidecar.errors.js';

/** docs/monday-platform.md#monday-code-limits */
const CALLS_PER_SECOND = 7;

/** Seven calls a second, for the whole app. */
@Injectable()
export class SecureStorageLimitGuard implements CanActivate {
  private readonly limiter = new RateLimiter(CALLS_PER_SECOND);

  constructor(private readonly settings: SandboxSettings) {}

  canActivate(): boolean {
    if (this.settings.limits && !this.limiter.allows('app')) throw new SidecarError(429, 'Too many requests');
    return true;
  }
}
