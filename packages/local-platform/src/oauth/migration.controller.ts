import { Body, Controller, Header, HttpCode, Post } from '@nestjs/common';
import { Persistence } from 'monday-persistence';
import { sha256 } from 'monday-persistence/hash';
import { AccessTokenService, SandboxSettings, type Grant } from '../state/index.js';
import { OAuthError } from './oauth.errors.js';
import { authenticateClient, requireField, type TokenBody } from './token-request.js';
import { TokenService, type TokenPairReply } from './token.service.js';

interface MigrationReply extends TokenPairReply {
  readonly expires_in: number;
  readonly already_migrated: boolean;
  readonly migrated_from: { readonly api_token_id: string };
}

/**
 * Exchanges a legacy token for OAuth 2.1 tokens; the same token always yields the same grant
 * (docs/monday-platform.md#refresh-and-revocation).
 */
@Controller()
export class MigrationController {
  constructor(
    private readonly persistence: Persistence,
    private readonly accessTokens: AccessTokenService,
    private readonly tokens: TokenService,
    private readonly settings: SandboxSettings,
  ) {}

  @Post('oauth_ms/oauth/migrate')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  async migrate(@Body() body?: TokenBody): Promise<MigrationReply> {
    authenticateClient(body, this.settings.app);
    const token = requireField(body, 'api_token');
    const legacy = await this.accessTokens.grantOf(token);
    if (!legacy) throw new OAuthError('invalid_token', 'The token is unknown or was revoked.', 401);
    if (!legacy.legacy) throw new OAuthError('already_oauth_token', 'The token is not a legacy one.');

    const key = `oauth/migrated/${sha256(token)}`;
    const earlier = await this.earlierGrant(key);
    const grant = earlier ?? (await this.accessTokens.createGrant({ ...legacy, legacy: false }));
    if (!earlier) await this.persistence.upsert(key, grant.id);
    return {
      ...(await this.tokens.pair(grant)),
      expires_in: this.settings.accessTokenSeconds,
      already_migrated: earlier !== undefined,
      migrated_from: { api_token_id: legacy.id },
    };
  }

  private async earlierGrant(key: string): Promise<Grant | undefined> {
    const entry = await this.persistence.get(key);
    return entry && this.accessTokens.findGrant(entry.value);
  }
}
