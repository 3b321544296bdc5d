import { Injectable } from '@nestjs/common';
import { AccessTokenService, SandboxSettings, SandboxState, type Grant } from '../state/index.js';
import { FlowDisabledError, InactiveUserError, InvalidGrantError } from './oauth.errors.js';
import { OneTimeRecords, type CodeRecord } from './one-time-records.js';
import { matchesChallenge } from './pkce.js';

export interface TokenReply {
  readonly access_token: string;
  readonly token_type: 'Bearer';
  /** Space-separated. */
  readonly scope: string;
}

/** Without `expires_in`: the app reads `exp` (docs/monday-platform.md#oauth-token-endpoint). */
export interface TokenPairReply extends TokenReply {
  readonly refresh_token: string;
}

export interface CodeExchange {
  readonly code: string;
  readonly redirectUri: string | undefined;
  readonly codeVerifier: string | undefined;
}

/** Exchanges codes and refresh tokens for tokens. */
@Injectable()
export class TokenService {
  constructor(
    private readonly records: OneTimeRecords,
    private readonly tokens: AccessTokenService,
    private readonly state: SandboxState,
    private readonly settings: SandboxSettings,
  ) {}

  /** OAuth 2.1. @throws InvalidGrantError | FlowDisabledError */
  async exchange(exchange: CodeExchange): Promise<TokenPairReply> {
    if (this.settings.app.flow === 'legacy') throw new FlowDisabledError();
    const record = await this.takeCode(exchange);
    if (record.codeChallenge === undefined)
      throw new InvalidGrantError('The code was requested without PKCE.');
    return this.pair(await this.tokens.createGrant({ ...approved(record), legacy: false }));
  }

  /** The legacy flow: a token that never expires. @throws InvalidGrantError | FlowDisabledError */
  async exchangeLegacy(exchange: CodeExchange): Promise<TokenReply> {
    if (this.settings.app.flow === 'oauth-2.1') throw new FlowDisabledError();
    const grant = await this.tokens.createGrant({ ...approved(await this.takeCode(exchange)), legacy: true });
    return this.reply(grant);
  }

  /**
   * Issues a new pair; the old refresh token becomes invalid (docs/monday-platform.md#refresh-and-revocation). @throws
   * InvalidGrantError | InactiveUserError
   */
  async refresh(refreshToken: string): Promise<TokenPairReply> {
    const record = await this.records.findRefreshToken(refreshToken);
    const grant = record && (await this.tokens.findGrant(record.grantId));
    if (grant && !this.state.findUser(grant.userId)) throw new InactiveUserError();
    const isTaken = (await this.records.takeRefreshToken(refreshToken)) !== undefined;
    if (!grant || !isTaken) throw new InvalidGrantError('The refresh token is unknown, used or revoked.');
    return this.pair(grant);
  }

  /** A pair for a grant. */
  async pair(grant: Grant): Promise<TokenPairReply> {
    const refreshToken = await this.records.createRefreshToken({ grantId: grant.id });
    return { ...(await this.reply(grant)), refresh_token: refreshToken };
  }

  /** Revokes the grant of either kind of token; an unknown token counts as revoked. */
  async revoke(token: string): Promise<void> {
    const refresh = await this.records.takeRefreshToken(token);
    const grantId = refresh?.grantId ?? (await this.tokens.grantIdOf(token));
    if (grantId !== undefined) await this.tokens.revokeGrant(grantId);
  }

  private async reply(grant: Grant): Promise<TokenReply> {
    const { accountId } = this.state.requireUser(grant.userId);
    const accessToken = await this.tokens.sign(grant, accountId);
    return { access_token: accessToken, token_type: 'Bearer', scope: grant.scopes.join(' ') };
  }

  /** An attempt invalidates the code, even if it fails. */
  private async takeCode({ code, redirectUri, codeVerifier }: CodeExchange): Promise<CodeRecord> {
    const record = await this.records.takeCode(code);
    if (!record) throw new InvalidGrantError('The code is unknown, used or older than ten minutes.');
    if (
      record.redirectUriGiven
        ? redirectUri !== record.redirectUri
        : redirectUri !== undefined && redirectUri !== record.redirectUri
    ) {
      throw new InvalidGrantError('The redirect_uri is not that of the authorization request.');
    }
    const { codeChallenge } = record;
    const isVerified = codeChallenge === undefined || matchesChallenge(codeVerifier ?? '', codeChallenge);
    if (!isVerified) throw new InvalidGrantError('The code_verifier does not fit the code_challenge.');
    return record;
  }
}

const approved = ({ userId, scopes }: CodeRecord): { userId: string; scopes: readonly string[] } => ({
  userId,
  scopes,
});
