import { BadRequestException, Body, Controller, Get, HttpCode, Post, Query, Res } from '@nestjs/common';
import { type Response } from 'express';
import { BoundedSet } from 'monday-persistence/bounded';
import { fieldsOf } from 'monday-persistence/json';
import { isLoopbackHost } from 'monday-persistence/loopback';
import { LOGIN_TARGETS, pageSecurity } from '../pages/index.js';
import { providerLoginPage } from './provider-login.page.js';
import { PROVIDER_ACCOUNTS, ProviderTokens } from './provider-tokens.js';

type Parameters = Readonly<Record<string, unknown>>;

const MAX_CODES = 10_000;

/** The OAuth server of the stand-in for a third party. It accepts any client, and redirects to this machine only. */
@Controller('__sandbox/provider/oauth')
export class ProviderOAuthController {
  private readonly usedCodes = new BoundedSet<string>({ capacity: MAX_CODES });

  constructor(private readonly tokens: ProviderTokens) {}

  /** `prompt=none` approves without the page, as `account`, by default the first. */
  @Get('authorize')
  authorize(@Query() query: Parameters, @Res() response: Response): void {
    if (query['response_type'] !== 'code') throw new BadRequestException('response_type must be code.');
    this.readClient(query);
    if (query['prompt'] === 'none') return this.redirect(response, query, 'approve');
    response.set(pageSecurity(LOGIN_TARGETS)).type('html').send(providerLoginPage(query));
  }

  @Post('authorize')
  decide(@Body() body: unknown, @Res() response: Response): void {
    const form = fieldsOf(body);
    this.redirect(response, form, form['decision']);
  }

  /** Exchanges a code or a refresh token (RFC 6749, sections 4.1.3 and 6). */
  @Post('token')
  @HttpCode(200)
  token(@Body() body: unknown): object {
    const { grant_type: grant, code, refresh_token: refreshToken, ...client } = fieldsOf(body);
    const isCode = grant === 'authorization_code';
    const claims = isCode ? this.tokens.read('code', code) : this.tokens.read('refresh', refreshToken);
    const isOfClient = claims?.clientId === client['client_id'] && Boolean(client['client_secret']);
    const isRedirect = !isCode || claims?.redirectUri === client['redirect_uri'];
    if (!claims || !isOfClient || !isRedirect || this.usedCodes.has(String(code))) {
      throw new BadRequestException({ error: 'invalid_grant' });
    }
    if (isCode) this.usedCodes.add(String(code));
    return this.tokens.answer(claims);
  }

  private redirect(response: Response, parameters: Parameters, decision: unknown): void {
    const { clientId, redirectUri } = this.readClient(parameters);
    const { account: id = PROVIDER_ACCOUNTS[0].id, state } = parameters;
    const account = PROVIDER_ACCOUNTS.find((each) => each.id === id);
    if (!account) throw new BadRequestException('account must be one of this provider.');
    const url = new URL(redirectUri);
    if (typeof state === 'string') url.searchParams.set('state', state);
    if (decision === 'approve') {
      url.searchParams.set('code', this.tokens.sign('code', { account: account.id, clientId, redirectUri }));
    } else url.searchParams.set('error', 'access_denied');
    response.redirect(303, url.href);
  }

  /** @throws BadRequestException */
  private readClient({ client_id: clientId, redirect_uri: redirectUri }: Parameters): {
    readonly clientId: string;
    readonly redirectUri: string;
  } {
    if (typeof clientId !== 'string' || clientId === '')
      throw new BadRequestException('client_id is missing.');
    const url =
      typeof redirectUri === 'string' && URL.canParse(redirectUri) ? new URL(redirectUri) : undefined;
    if (!url || !isLoopbackHost(url.host) || !/^https?:$/.test(url.protocol)) {
      throw new BadRequestException('redirect_uri must be an address on this machine.');
    }
    return { clientId, redirectUri: url.href };
  }
}
