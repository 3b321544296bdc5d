import { Controller, Get, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { Public } from '../../caller/index.js';
import { AppConfig } from '../../config/index.js';
import { AnyQuery } from '../../http/index.js';
import { Documented } from '../../docs/index.js';
import {
  MondayTokenInvalidError,
  MondayTokens,
  requestUrl,
  type VerifiedAuthorizationUrl,
} from '../../monday/requests/index.js';
import { CredentialRefusedError } from '../auth.errors.js';
import { ConsentCache } from '../connections/consent-cache.js';
import { checkBackToUrl } from './back-to-url.js';
import { LoginService } from './login.service.js';
import { redirect } from './redirect.js';
import { AUTHORIZATION_URL } from './oauth.docs.js';

/**
 * monday's legacy Authorization URL, which ensures that a user is connected before they add a recipe
 * (docs/monday-platform.md#tokens-that-monday-signs).
 */
@Public()
@Controller('auth')
export class AuthorizationUrlController {
  constructor(
    private readonly monday: MondayTokens,
    private readonly logins: LoginService,
    private readonly consents: ConsentCache,
    private readonly config: AppConfig,
  ) {}

  /** A connected user is redirected to monday. Another user logs in first; it must be the user in the token. */
  @Documented(AUTHORIZATION_URL)
  @Get()
  @AnyQuery()
  async authorize(@Req() request: Request, @Res() response: Response): Promise<void> {
    const { accountId, userId, backToUrl: claimed } = this.verify(request);
    const backToUrl = checkBackToUrl(claimed, this.config.monday);
    const owner = { accountId, userId };
    const known = this.consents.peek(owner);
    const { state } = known?.state === 'connected' ? known : await this.consents.renew(owner);
    const isConnected = state === 'connected';
    redirect(
      response,
      isConnected
        ? backToUrl
        : await this.logins.begin(request, response, { expected: { accountId, userId, backToUrl } }),
    );
  }

  private verify(request: Request): VerifiedAuthorizationUrl {
    const token = (request.query as Record<string, unknown>)['token'];
    if (token === undefined) throw new CredentialRefusedError('missing');
    if (typeof token !== 'string') throw new CredentialRefusedError('invalid');
    try {
      return this.monday.verifyAuthorizationUrl(token, requestUrl(request, this.config));
    } catch (error) {
      if (error instanceof MondayTokenInvalidError) throw new CredentialRefusedError('invalid', error);
      throw error;
    }
  }
}
