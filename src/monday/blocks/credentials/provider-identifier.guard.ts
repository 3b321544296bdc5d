import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { type Request } from 'express';
import { readRawToken } from 'monday-persistence/authorization';
import { AppConfig } from '../../../config/index.js';
import { MondayTokens, requestUrl } from '../../requests/index.js';

/**
 * Accepts requests with monday's signature and requests without any. It is not documented that monday signs them, and
 * monday's sample does not check it (docs/monday-platform.md#third-party-credentials). A wrong signature is refused.
 */
@Injectable()
export class ProviderIdentifierGuard implements CanActivate {
  constructor(
    private readonly tokens: MondayTokens,
    private readonly config: AppConfig,
  ) {}

  /** @throws MondayTokenInvalidError */
  canActivate(context: ExecutionContext): true {
    const request = context.switchToHttp().getRequest<Request>();
    const { authorization } = request.headers;
    if (authorization !== undefined) {
      this.tokens.verifySigned(readRawToken(authorization), requestUrl(request, this.config));
    }
    return true;
  }
}
