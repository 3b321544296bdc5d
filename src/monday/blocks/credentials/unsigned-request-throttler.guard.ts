import { Injectable, type ExecutionContext } from '@nestjs/common';
import { ThrottlerGuard } from '@nestjs/throttler';
import { type Request } from 'express';

/**
 * Limits the requests that monday did not sign, by address. All of monday's own requests come from few addresses. Runs
 * after {@link ProviderIdentifierGuard}, which has refused wrong signatures.
 */
@Injectable()
export class UnsignedRequestThrottlerGuard extends ThrottlerGuard {
  protected override shouldSkip(context: ExecutionContext): Promise<boolean> {
    const { authorization } = context.switchToHttp().getRequest<Request>().headers;
    return Promise.resolve(authorization !== undefined);
  }
}
