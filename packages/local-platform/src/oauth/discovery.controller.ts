import { Controller, Get } from '@nestjs/common';
import { SandboxSettings } from '../state/index.js';

/** The authorization server's metadata (RFC 8414; docs/monday-platform.md#refresh-and-revocation). Dynamic registration is not offered. */
@Controller()
export class DiscoveryController {
  constructor(private readonly settings: SandboxSettings) {}

  @Get('oauth_ms/.well-known/oauth-authorization-server')
  metadata(): Record<string, string | readonly string[]> {
    const { url, app } = this.settings;
    return {
      issuer: url,
      authorization_endpoint: `${url}/oauth2/authorize`,
      token_endpoint: `${url}/oauth_ms/oauth/token`,
      revocation_endpoint: `${url}/oauth_ms/oauth/revoke`,
      scopes_supported: app.scopes,
      response_types_supported: ['code'],
      grant_types_supported: ['authorization_code', 'refresh_token'],
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: ['client_secret_post'],
    };
  }
}
