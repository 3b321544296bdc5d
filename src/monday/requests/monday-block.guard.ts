import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { readRawToken } from 'monday-persistence/authorization';
import { InstallationStore } from '../../account-data/index.js';
import { AccountAdmission } from '../../account-limits/index.js';
import { enterAs } from '../../caller/index.js';
import { AppConfig } from '../../config/index.js';
import { markAsBlockRequest } from '../../errors/index.js';
import { MondayTokens } from './monday-tokens.js';
import { saveVerifiedRequest } from './verified-request-context.js';
import { requestUrl } from './request-url.js';

/** Accepts only requests from monday's automation platform, and sets the user that monday acts for as the caller. */
@Injectable()
export class MondayBlockGuard implements CanActivate {
  constructor(
    private readonly tokens: MondayTokens,
    private readonly config: AppConfig,
    private readonly admission: AccountAdmission,
    private readonly installations: InstallationStore,
  ) {}

  /** @throws MondayTokenInvalidError | AccountBusyError */
  canActivate(context: ExecutionContext): true | Promise<true> {
    const http = context.switchToHttp();
    const request = http.getRequest<Request>();
    markAsBlockRequest(request);
    const token = readRawToken(request.headers.authorization);
    const verifiedRequest = this.tokens.verifySigned(token, requestUrl(request, this.config));
    enterAs({ accountId: verifiedRequest.accountId, userId: verifiedRequest.userId, kind: 'block' });
    this.installations.heardFrom(verifiedRequest.accountId);
    saveVerifiedRequest(request, verifiedRequest);
    return this.admission.admit(http.getResponse<Response>());
  }
}
