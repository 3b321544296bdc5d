import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { type Request, type Response } from 'express';
import OAuth2Strategy from 'passport-oauth2';
import { AppConfig } from '../../config/index.js';
import { MondayClient, type MondayIdentity } from '../../monday/client/index.js';
import { CallbackInvalidError, LoginCodeInvalidError } from '../auth.errors.js';
import { PublicAddress } from '../public-address.js';
import { readCallback, requireCode } from './callback-query.js';
import { type LoginAttempt, type LoginIntent } from './login-attempt.js';
import { LoginAttemptCookies } from './login-attempt-cookies.js';
import { LoginStateStore } from './login-state.store.js';
import { TokenEndpoint } from './token-endpoint.js';
import { GrantRefusedError } from './token-endpoint.errors.js';
import { type TokenSet } from './token-set.js';

const CALLBACK_PATH = '/auth/callback';
/** Of the verify function: request, access token, refresh token, raw answer, profile, done. */
const VERIFY_ARITY = 6;

/** Who logged in, what monday gave for them, and the attempt that it ends. */
export interface LoginOutcome {
  readonly identity: MondayIdentity;
  readonly tokens: TokenSet;
  readonly attempt: LoginAttempt;
}

type Approved = Pick<LoginOutcome, 'identity' | 'tokens'>;
type ExchangeDone = (error: unknown, accessToken?: string, refreshToken?: string, answer?: TokenSet) => void;

/** What passport adds to a strategy for one request. */
interface StrategyActions {
  success(user: Approved, info: { readonly state: LoginAttempt }): void;
  redirect(url: string): void;
  fail(): void;
  error(error: unknown): void;
}

/**
 * monday's OAuth 2.1 login, and the legacy one, on `passport-oauth2`, with what that lacks: the callback is checked
 * before the library sees it, the state first of all, and the code is exchanged by our own client, which has limits.
 */
@Injectable()
export class MondayOAuthStrategy extends PassportStrategy(OAuth2Strategy, 'monday', VERIFY_ARITY) {
  private readonly states: LoginStateStore;

  constructor(
    config: AppConfig,
    private readonly attempts: LoginAttemptCookies,
    private readonly endpoint: TokenEndpoint,
    private readonly monday: MondayClient,
    private readonly address: PublicAddress,
  ) {
    const { authorizeUrl, tokenUrl, clientId, flow, scopes } = config.monday;
    const states = new LoginStateStore(attempts);
    super({
      authorizationURL: authorizeUrl,
      tokenURL: tokenUrl,
      clientID: clientId,
      // The token endpoint's own client reads it when it needs it.
      clientSecret: '',
      scope: scopes,
      pkce: flow === 'oauth-2.1',
      store: states as unknown as OAuth2Strategy.StateStore,
      passReqToCallback: true,
    });
    this.states = states;
    this._oauth2.getOAuthAccessToken = this.exchange.bind(this) as typeof this._oauth2.getOAuthAccessToken;
  }

  /** Starts a login: sets its cookie and gives monday's address to go to. @throws HostUnknownError */
  async begin(request: Request, intent: LoginIntent): Promise<string> {
    const callbackURL = `${this.address.baseOf(request)}${CALLBACK_PATH}`;
    // A query that looks like a callback's would make the library take the login for one.
    const plain = withoutQuery(request);
    this.states.intend(plain, intent);
    const outcome = await this.run(plain, { callbackURL });
    if (typeof outcome !== 'string') throw new CallbackInvalidError();
    return outcome;
  }

  /**
   * Ends a login.
   * @throws CallbackInvalidError | LoginStateInvalidError | AccessDeniedError | LoginCodeInvalidError
   * @throws MondayOAuthError | MondayGraphQLError where monday fails
   */
  async finish(request: Request, response: Response): Promise<LoginOutcome> {
    const attempt = await this.endAttempt(request, response);
    requireCode(readCallback(request));
    this.states.accept(request, attempt);
    const outcome = await this.run(request, { callbackURL: attempt.redirectUri });
    if (typeof outcome === 'string') throw new CallbackInvalidError();
    await this.attempts.confirm(attempt);
    return outcome;
  }

  /** Called by the library once it has a token. */
  override userProfile(accessToken: string, done: (error?: unknown, profile?: MondayIdentity) => void): void {
    this.monday.me(accessToken).then((identity) => done(null, identity), done);
  }

  /** Called by the library in the end; what it returns is the "user" of the login. */
  validate(
    _request: Request,
    _accessToken: string,
    _refreshToken: string | undefined,
    tokens: TokenSet,
    identity: MondayIdentity,
  ): Approved {
    return { identity, tokens };
  }

  /** Whatever is wrong with a callback, the attempt that it belongs to is over. */
  private async endAttempt(request: Request, response: Response): Promise<LoginAttempt> {
    try {
      const { state } = request.query;
      return await this.attempts.consume(request, response, typeof state === 'string' ? state : undefined);
    } catch (error) {
      // What is no callback at all is called so, whatever its state.
      readCallback(request);
      throw error;
    }
  }

  /** One request through the library: an address where it redirects, the outcome where it succeeds. */
  private run(request: Request, options: { callbackURL: string }): Promise<string | LoginOutcome> {
    return new Promise((resolve, reject) => {
      const actions: StrategyActions = {
        success: (approved, { state }) => resolve({ ...approved, attempt: state }),
        redirect: resolve,
        fail: () => reject(new CallbackInvalidError()),
        error: (error) => reject(causeOf(error)),
      };
      const strategy = Object.assign(Object.create(this) as this & StrategyActions, actions);
      strategy.authenticate(request, options);
    });
  }

  /** In place of the library's client, which has neither a time nor a size limit. */
  private exchange(
    code: string,
    { code_verifier: verifier, redirect_uri: redirectUri }: { code_verifier?: string; redirect_uri: string },
    done: ExchangeDone,
  ): void {
    this.endpoint.exchange({ code, verifier, redirectUri }).then(
      (tokens) => done(null, tokens.accessToken, tokens.refreshToken, tokens),
      (error: unknown) => done(error instanceof GrantRefusedError ? new LoginCodeInvalidError(error) : error),
    );
  }
}

/** The library wraps what its client throws. */
function causeOf(error: unknown): Error {
  const cause: unknown = error instanceof OAuth2Strategy.InternalOAuthError ? error.oauthError : error;
  return cause instanceof Error ? cause : new Error('The login failed without an error.');
}

function withoutQuery(request: Request): Request {
  return Object.create(request, { query: { value: {} }, body: { value: undefined } }) as Request;
}
