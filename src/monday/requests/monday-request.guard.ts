import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type Request, type Response } from 'express';
import { readRawToken } from 'monday-persistence/authorization';
import { InstallationStore } from '../../account-data/index.js';
import { AccountAdmission } from '../../account-limits/index.js';
import { enterAs } from '../../caller/index.js';
import { AppConfig } from '../../config/index.js';
import { isChallenge } from './is-challenge.js';
import { MondayTokens } from './monday-tokens.js';
import { saveVerifiedRequest } from './verified-request-context.js';
import { type VerifiedRequest } from './verified-request.js';
import { requestUrl } from './request-url.js';

export const EVENT_FAMILY = Symbol('EVENT_FAMILY');
export const ALLOWS_CHALLENGE = Symbol('ALLOWS_CHALLENGE');

/** Kinds of events from monday, each with its own verification (docs/monday-platform.md#tokens-that-monday-signs). */
export type EventFamily = 'webhook' | 'lifecycle' | 'feature-lifecycle';

/** Accepts only requests of one family, and sets their user as the caller. On routes that allow it, a challenge needs no token. */
@Injectable()
export class MondayRequestGuard implements CanActivate {
  constructor(
    private readonly tokens: MondayTokens,
    private readonly reflector: Reflector,
    private readonly config: AppConfig,
    private readonly admission: AccountAdmission,
    private readonly installations: InstallationStore,
  ) {}

  /** @throws MondayTokenInvalidError | AccountBusyError */
  canActivate(context: ExecutionContext): true | Promise<true> {
    const http = context.switchToHttp();
    const request = http.getRequest<Request>();
    const places = [context.getHandler(), context.getClass()];
    const family = this.reflector.getAllAndOverride<EventFamily>(EVENT_FAMILY, places);
    const allowsChallenge = this.reflector.getAllAndOverride<true | undefined>(ALLOWS_CHALLENGE, places);
    if (allowsChallenge && isChallenge(request.body)) return true;
    const verifiedRequest = this.verify(family, request);
    enterAs({ accountId: verifiedRequest.accountId, userId: verifiedRequest.userId, kind: 'event' });
    // A lifecycle event may be forged with a view's token, and an uninstall must not refute itself.
    if (family !== 'lifecycle') this.installations.heardFrom(verifiedRequest.accountId);
    saveVerifiedRequest(request, verifiedRequest);
    return this.admission.admit(http.getResponse<Response>());
  }

  private verify(family: EventFamily, request: Request): VerifiedRequest {
    const token = readRawToken(request.headers.authorization);
    const url = requestUrl(request, this.config);
    switch (family) {
      case 'webhook':
        return this.tokens.verifySigned(token, url);
      case 'lifecycle':
        return this.tokens.verifyLifecycle(token, url);
      case 'feature-lifecycle':
        return this.tokens.verifyFeatureLifecycle(token ?? readQueryToken(request), url);
    }
  }
}

/** monday's sample takes the token of a feature event from the query too (docs/monday-platform.md#tokens-that-monday-signs). */
function readQueryToken({ query }: Request): string | undefined {
  const { token } = query;
  return typeof token === 'string' ? token : undefined;
}
