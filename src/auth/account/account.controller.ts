import { Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { AllowView, CurrentCaller, type CallerContext } from '../../caller/index.js';
import { type Clock } from '../../clock/index.js';
import { Documented } from '../../docs/index.js';
import { connectionViewOf, type ConnectionView } from '../connections/connection-view.js';
import { ConnectionService } from '../connections/connection.service.js';
import { EndsAccess } from '../guards/ends-access.decorator.js';
import { credentialOf, roleOfCredential, type Credential } from '../guards/credential.js';
import { PublicAddress } from '../public-address.js';
import { RefreshTokens } from '../tokens/refresh-tokens.js';
import { type Role } from '../role.js';
import { TOKEN_CLOCK } from '../token-clock.js';
import { userViewOf, type UserView } from '../connections/user-view.js';
import { setCookie } from '../sessions/cookies.js';
import { SESSION_COOKIE } from '../sessions/session-cookie.js';
import { Sessions } from '../sessions/sessions.js';
import { DISCONNECT, LOGOUT, ME } from './account.docs.js';

/** Answer of `GET /auth/me`. */
export interface MeView {
  readonly user: UserView;
  readonly kind: CallerContext['kind'];
  readonly role: Role;
  /** The scopes that monday granted to the app for this user (docs/monday-platform.md#oauth-scopes). */
  readonly scopes: readonly string[];
  readonly connection: ConnectionView;
  /** Value for `X-CSRF-Token`; only for a cookie session. */
  readonly csrfToken?: string;
}

/** The user's own login and connection. */
@Controller('auth')
export class AccountController {
  constructor(
    private readonly connections: ConnectionService,
    private readonly sessions: Sessions,
    private readonly refreshTokens: RefreshTokens,
    private readonly address: PublicAddress,
    @Inject(TOKEN_CLOCK) private readonly clock: Clock,
  ) {}

  /** Returns the caller and the state of the connection. */
  @AllowView()
  @Documented(ME)
  @Get('me')
  async me(@CurrentCaller() caller: CallerContext, @Req() request: Request): Promise<MeView> {
    const credential = credentialOf(request);
    const connection = await this.connections.find(caller);
    return {
      user: connection ? userViewOf(connection) : unconnectedUser(caller, credential),
      kind: caller.kind,
      role: roleOfCredential(credential),
      scopes: connection?.tokens.scopes ?? [],
      connection: connectionViewOf(connection, this.address.loginUrl, this.clock.now()),
      ...(credential.type === 'session' && { csrfToken: this.sessions.csrfToken(credential.id) }),
    };
  }

  /** Ends the cookie session, or revokes the refresh tokens of the login. */
  @Documented(LOGOUT)
  @EndsAccess()
  @Post('logout')
  @HttpCode(204)
  async logout(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<void> {
    const credential = credentialOf(request);
    if (credential.type === 'token') await this.refreshTokens.endFamily(credential.token.familyId);
    if (credential.type === 'session') await this.sessions.end(credential.id);
    this.clearCookie(request, response);
  }

  /** Ends the connection to monday and all logins of this user. */
  @Documented(DISCONNECT)
  @EndsAccess()
  @Delete('connection')
  @HttpCode(204)
  async disconnect(
    @CurrentCaller() { accountId, userId }: CallerContext,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    await this.connections.forget({ accountId, userId });
    this.clearCookie(request, response);
  }

  private clearCookie(request: Request, response: Response): void {
    if (credentialOf(request).type !== 'session') return;
    const secure = this.address.isSecure(request);
    setCookie(response, SESSION_COOKIE, '', { maxAgeSeconds: 0, secure });
  }
}

function unconnectedUser({ accountId, userId }: CallerContext, credential: Credential): UserView {
  const slug = credential.type === 'view' ? credential.verifiedRequest.accountSlug : undefined;
  return { id: userId, account: { id: accountId, ...(slug !== undefined && { slug }) } };
}
