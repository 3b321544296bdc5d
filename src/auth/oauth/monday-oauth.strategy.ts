import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { type Request } from 'express';
import { sha256 } from 'monday-persistence/hash';
import OAuth2Strategy from 'passport-oauth2';
import { AppConfig } from '../../config/index.js';
import { CallbackInvalidError, LoginCodeInvalidError } from '../auth.errors.js';
import { type LoginAttempt } from './login-attempt.js';
import { TokenEndpoint } from '../token-endpoint/token-endpoint.js';
import { GrantRefusedError } from '../token-endpoint/token-endpoint.errors.js';
import { type TokenSet } from '../token-endpoint/token-set.js';

/** Arguments of the verify function: access token, refresh token, reply of the endpoint, profile, done. */
const VERIFY_ARITY = 5;

/** Options that the library passes to the hooks below. */
interface StepOptions {
  readonly callbackURL: string;
  readonly state: string;
  readonly verifier?: string;
}

/** What passport adds to a strategy for one request. */
interface StrategyActions {
  redirect(url: string): void;
  success(tokens: TokenSet): void;
  error(error: unknown): void;
}

type ExchangeDone = (error: unknown, accessToken?: string, refreshToken?: string, answer?: TokenSet) => void;

/**
 * The two steps of monday's OAuth 2.1 login, and of the legacy one, on `passport-oauth2`. `LoginService` handles state,
 * cookies and the query of the callback, because the library would check `error` before the state.
 */
@Injectable()
export class MondayOAuthStrategy extends PassportStrategy(OAuth2Strategy, 'monday', VERIFY_ARITY) {
  constructor(
    config: AppConfig,
    private readonly endpoint: TokenEndpoint,
  ) {
    const { authorizeUrl, tokenUrl, clientId, scopes } = config.monday;
    super({
      authorizationURL: authorizeUrl,
      tokenURL: tokenUrl,
      clientID: clientId,
      // The client of the token endpoint reads it when needed.
      clientSecret: '',
      scope: scopes,
    });
    this._oauth2.getOAuthAccessToken = this.getTokens.bind(this) as typeof this._oauth2.getOAuthAccessToken;
  }

  /** monday's page where the user approves the attempt. */
  authorizationUrl(attempt: LoginAttempt): Promise<string> {
    return new Promise((redirect, error) => {
      this.forOneRequest({ redirect, error }).authenticate(requestWith({}), optionsOf(attempt));
    });
  }

  /** @throws LoginCodeInvalidError | MondayOAuthError */
  exchange(code: string, attempt: LoginAttempt): Promise<TokenSet> {
    return new Promise((success, error) => {
      this.forOneRequest({ success, error }).authenticate(requestWith({ code }), optionsOf(attempt));
    });
  }

  /** Called by the library: the PKCE challenge, if the flow has one. */
  override authorizationParams({ verifier }: StepOptions): object {
    return verifier === undefined ? {} : { code_challenge: sha256(verifier), code_challenge_method: 'S256' };
  }

  /** Called by the library: further parameters for {@link getTokens}. */
  override tokenParams({ verifier }: StepOptions): object {
    return { code_verifier: verifier };
  }

  /** Called by the library at the end. The result is the "user" of the login. */
  validate(_accessToken: string, _refreshToken: string | undefined, answer: TokenSet): TokenSet {
    return answer;
  }

  /** Replaces the library's client, which has neither a timeout nor a size limit. */
  private getTokens(
    code: string,
    { code_verifier: verifier, redirect_uri: redirectUri }: { code_verifier?: string; redirect_uri: string },
    done: ExchangeDone,
  ): void {
    this.endpoint.exchange({ code, verifier, redirectUri }).then(
      (tokens) => done(null, tokens.accessToken, tokens.refreshToken, tokens),
      (error: unknown) => done(error instanceof GrantRefusedError ? new LoginCodeInvalidError(error) : error),
    );
  }

  private forOneRequest({
    error,
    ...actions
  }: Pick<StrategyActions, 'error'> & Partial<StrategyActions>): this {
    return Object.assign(Object.create(this) as this, {
      ...actions,
      error: (thrown: unknown) => error(causeOf(thrown)),
      fail: () => error(new CallbackInvalidError()),
    });
  }
}

/** The part of a request that the library reads: with a code, it exchanges the code; without one, it redirects. */
const requestWith = (query: { readonly code?: string }): Request => ({ query }) as Request;

const optionsOf = ({ redirectUri, state, verifier }: LoginAttempt): StepOptions => ({
  callbackURL: redirectUri,
  state,
  verifier,
});

/** The library wraps errors of its client. */
function causeOf(error: unknown): Error {
  const cause: unknown = error instanceof OAuth2Strategy.InternalOAuthError ? error.oauthError : error;
  return cause instanceof Error ? cause : new Error('The login failed without an error.');
}
