import { Body, Controller, Get, Post, Query, Req, Res, UseFilters } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { LOGIN_TARGETS, pageSecurity } from '../pages/index.js';
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
import { LoginAs } from './login-as.js';

/** The consent page (docs/monday-platform.md#oauth-authorization-request, docs/monday-platform.md#oauth-callback). */
@Controller('oauth2/authorize')
@UseFilters(AuthorizeErrorFilter)
export class AuthorizeController {
  constructor(
    private readonly authorize: AuthorizeService,
    private readonly page: ConsentPage,
    private readonly settings: SandboxSettings,
    private readonly loginAs: LoginAs,
  ) {}

  /** Shows the page; `prompt=none` with a user's id as `login_hint` approves without it, for scripts. */
  @Get()
  async show(
    @Query() query: Record<string, unknown>,
    @Req() incoming: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { parameters, request } = this.read(query);
    const users = this.authorize.candidates(request);
    const known = this.loginAs.take(incoming, response);
    if (request.prompt === 'none') {
      response.redirect(302, await this.authorize.approve(request, request.loginHint));
      return;
    }
    if (users.some(({ id }) => id === known)) {
      response.redirect(302, await this.authorize.approve(request, known));
      return;
    }
    response
      .set(pageSecurity([new URL(request.redirectUri).origin, ...LOGIN_TARGETS]))
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
    return { parameters, request: readAuthorizeRequest(parameters, this.settings) };
  }
}
