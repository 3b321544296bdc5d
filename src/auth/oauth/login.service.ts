import { randomBytes } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { AccountDirectory } from '../../account-data/index.js';
import { AppConfig } from '../../config/index.js';
import { MondayClient, type MondayIdentity } from '../../monday/client/index.js';
import { AccountMismatchError } from '../auth.errors.js';
import { type Connection } from '../connections/connection.js';
import { ConnectionService } from '../connections/connection.service.js';
import { PublicAddress } from '../public-address.js';
import { type SessionSubject } from '../sessions/sessions.js';
import { readCallback, requireCode } from './callback-query.js';
import { type LoginAttempt, type LoginIntent } from './login-attempt.js';
import { LoginAttemptCookies } from './login-attempt-cookies.js';
import { MondayOAuthStrategy } from './monday-oauth.strategy.js';

const CALLBACK_PATH = '/auth/callback';
const VERIFIER_BYTES = 32;

/** A completed login and its connection. */
export interface CompletedLogin {
  readonly attempt: LoginAttempt;
  readonly connection: Connection;
}

/** The login with monday, from the first redirect to the stored connection. */
@Injectable()
export class LoginService {
  private readonly logger = new Logger(LoginService.name);

  constructor(
    private readonly config: AppConfig,
    private readonly attempts: LoginAttemptCookies,
    private readonly strategy: MondayOAuthStrategy,
    private readonly monday: MondayClient,
    private readonly connections: ConnectionService,
    private readonly directory: AccountDirectory,
    private readonly address: PublicAddress,
  ) {}

  /**
   * Starts a login and sets its cookie.
   * @returns monday's address to redirect to
   * @throws HostUnknownError
   */
  begin(request: Request, response: Response, intent: LoginIntent): Promise<string> {
    const redirectUri = `${this.address.baseOf(request)}${CALLBACK_PATH}`;
    const pkce = this.config.monday.flow === 'oauth-2.1' ? { verifier: newVerifier() } : {};
    const attempt = this.attempts.begin(request, response, { ...intent, ...pkce, redirectUri });
    return this.strategy.authorizationUrl(attempt);
  }

  /**
   * Completes a login. Checks the state first, then monday's decision, then the code. The state is invalid afterwards,
   * whatever the outcome.
   * @throws CallbackInvalidError | LoginStateInvalidError | AccessDeniedError | LoginCodeInvalidError
   * @throws AccountMismatchError if a different user logged in than requested; nothing is stored
   * @throws MondayOAuthError | MondayGraphQLError if monday fails
   */
  async finish(request: Request, response: Response): Promise<CompletedLogin> {
    const attempt = await this.endAttempt(request, response);
    const code = requireCode(readCallback(request));
    const tokens = await this.strategy.exchange(code, attempt);
    const identity = await this.monday.me(tokens.accessToken);
    await this.attempts.confirm(attempt);
    assertExpected(identity, attempt);
    const connection = await this.connections.save(identity, tokens);
    const { accountId, userId } = connection;
    await this.directory.note(accountId);
    this.logger.log({ event: 'auth.login', accountId, userId }, 'a user logged in');
    return { attempt, connection };
  }

  private async endAttempt(request: Request, response: Response): Promise<LoginAttempt> {
    try {
      const { state } = request.query;
      return await this.attempts.consume(request, response, typeof state === 'string' ? state : undefined);
    } catch (error) {
      // A malformed callback is reported as such, whatever its state.
      readCallback(request);
      throw error;
    }
  }
}

export function subjectOf({ accountId, userId, grantId, profile }: Connection): SessionSubject {
  return { accountId, userId, grantId, role: profile.role };
}

/** For PKCE (RFC 7636, section 4.1). */
const newVerifier = (): string => randomBytes(VERIFIER_BYTES).toString('base64url');

function assertExpected(identity: MondayIdentity, { expected }: LoginAttempt): void {
  if (expected === undefined) return;
  const isSame = expected.accountId === identity.account.id && expected.userId === identity.id;
  if (!isSame) throw new AccountMismatchError();
}
