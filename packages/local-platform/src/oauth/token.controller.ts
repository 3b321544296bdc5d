import { Body, Controller, Header, HttpCode, Post } from '@nestjs/common';
import { SandboxSettings } from '../state/index.js';
import { UnsupportedGrantTypeError } from './oauth.errors.js';
import { authenticateClient, findField, requireField, type TokenBody } from './token-request.js';
import { TokenService, type CodeExchange, type TokenPairReply, type TokenReply } from './token.service.js';

/** The token endpoints of both flows, and revocation (docs/monday-platform.md#oauth-token-endpoint, docs/monday-platform.md#refresh-and-revocation). */
@Controller()
export class TokenController {
  constructor(
    private readonly tokens: TokenService,
    private readonly settings: SandboxSettings,
  ) {}

  @Post('oauth_ms/oauth/token')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  async token(@Body() body?: TokenBody): Promise<TokenPairReply> {
    authenticateClient(body, this.settings.app);
    switch (requireField(body, 'grant_type')) {
      case 'authorization_code':
        return this.tokens.exchange(exchangeOf(body));
      case 'refresh_token':
        return this.tokens.refresh(requireField(body, 'refresh_token'));
      default:
        throw new UnsupportedGrantTypeError();
    }
  }

  @Post('oauth2/token')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  async legacyToken(@Body() body?: TokenBody): Promise<TokenReply> {
    authenticateClient(body, this.settings.app);
    return this.tokens.exchangeLegacy(exchangeOf(body));
  }

  @Post('oauth_ms/oauth/revoke')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  async revoke(@Body() body?: TokenBody): Promise<{ success: true }> {
    authenticateClient(body, this.settings.app);
    await this.tokens.revoke(requireField(body, 'token'));
    return { success: true };
  }
}

const exchangeOf = (body: TokenBody | undefined): CodeExchange => ({
  code: requireField(body, 'code'),
  redirectUri: findField(body, 'redirect_uri'),
  codeVerifier: findField(body, 'code_verifier'),
});
