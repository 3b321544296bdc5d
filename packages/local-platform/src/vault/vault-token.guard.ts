import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { type Request } from 'express';
import { readBearerToken } from 'monday-persistence/authorization';
import { SandboxSettings } from '../state/index.js';
import { GoogleIdentity } from './google-identity.js';
import { VaultRateLimiter } from './vault-rate-limiter.js';
import { VaultRefusal } from './vault.errors.js';

/** Accepts requests with both tokens (docs/monday-platform.md#secure-storage), within the quotas. */
@Injectable()
export class VaultTokenGuard implements CanActivate {
  constructor(
    private readonly google: GoogleIdentity,
    private readonly settings: SandboxSettings,
    private readonly limiter: VaultRateLimiter,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const { headers, method, path } = context.switchToHttp().getRequest<Request>();
    const identity = this.google.read('identity', readBearerToken(headers.authorization));
    const vaultToken = headers['x-vault-token'];
    const holder = this.google.read('vault', typeof vaultToken === 'string' ? vaultToken : undefined);
    if (identity?.['aud'] !== this.settings.url || !holder) throw new VaultRefusal(403, 'permission denied');
    const refusal = this.settings.limits ? this.limiter.exceededQuota(method, path) : undefined;
    if (refusal !== undefined) throw new VaultRefusal(429, refusal);
    return true;
  }
}
