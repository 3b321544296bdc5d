import { Body, Controller, Get, Post, Query, Res, UseFilters } from '@nestjs/common';
import type { Response } from 'express';
import { pageSecurity } from '../pages/index.js';
import { SandboxSettings } from '../state/index.js';
import { AuthorizeErrorFilter } from './authorize-error.filter.js';
import {
  authorizeParameters,
  readAuthorizeRequest,
  type AuthorizeParameters,
  type AuthorizeRequest,
} from './authorize-request.js';
import { AuthorizePageError } from './authorize.errors.js';
import { AuthorizeService } from './authorize.service.js';
import { ConsentPage } from './consent.page.js';

/** Where a login may lead on to after the app's callback, beside the redirect URI: browsers check each step. */
const LEADS_ON_TO = ['http://localhost:*', 'http://127.0.0.1:*', 'https://*.monday.com'];

/** The consent page (platform.md 1.1, 1.2). */
@Controller('oauth2/authorize')
@UseFilters(AuthorizeErrorFilter)
export class AuthorizeController {
  constructor(
    private readonly authorize: AuthorizeService,
    private readonly page: ConsentPage,
    private readonly settings: SandboxSettings,
  ) {}

  /** Shows the page; `prompt=none` with a user's id as `login_hint` approves without it, for scripts. */
  @Get()
  async show(@Query() query: Record<string, unknown>, @Res() response: Response): Promise<void> {
    const { parameters, request } = this.read(query);
    if (request.prompt === 'none') {
      response.redirect(302, await this.authorize.approve(request, request.loginHint));
      return;
    }
    const users = this.authorize.candidates(request);
    response
      .set(pageSecurity([new URL(request.redirectUri).origin, ...LEADS_ON_TO]))
      .type('html')
      .send(this.page.render(parameters, request, users));
  }

  @Post()
  async decide(@Body() body: Record<string, unknown> | undefined, @Res() response: Response): Promise<void> {
    const { request } = this.read(body ?? {});
    if (body?.['decision'] === 'deny') throw this.authorize.deny(request);
    if (body?.['decision'] !== 'approve') {
      throw new AuthorizePageError('invalid_request', 'The decision is neither approve nor deny.');
    }
    const { user_id: userId } = body;
    const chosen = typeof userId === 'string' ? userId : undefined;
    response.redirect(303, await this.authorize.approve(request, chosen));
  }

  private read(source: Record<string, unknown>): {
    parameters: AuthorizeParameters;
    request: AuthorizeRequest;
  } {
    const parameters = authorizeParameters(source);
    return { parameters, request: readAuthorizeRequest(parameters, this.settings.app) };
  }
}
