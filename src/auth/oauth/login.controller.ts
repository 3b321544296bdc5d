import { Controller, Get, Query, Req, Res, UseGuards } from '@nestjs/common';
import { ThrottlerGuard } from '@nestjs/throttler';
import { type Request, type Response } from 'express';
import { Public } from '../../caller/index.js';
import { AppConfig } from '../../config/index.js';
import { codeOf } from '../../errors/index.js';
import { AnyQuery } from '../../http/index.js';
import { Documented } from '../../docs/index.js';
import { Metrics, OutcomeCounter } from '../../telemetry/index.js';
import { PublicAddress } from '../public-address.js';
import { cookieName, readCookie, setCookie } from '../sessions/cookies.js';
import { SESSION_COOKIE } from '../sessions/session-cookie.js';
import { Sessions } from '../sessions/sessions.js';
import { TokenPairs } from '../tokens/token-pairs.js';
import { userViewOf } from '../connections/user-view.js';
import { type Connection } from '../connections/connection.js';
import { LoginQuery } from './login-query.js';
import { LoginService, subjectOf } from './login.service.js';
import { redirect } from './redirect.js';
import { LOGIN_DONE_POLICY, loginDonePage } from '../pages/login-done.page.js';
import { LOGIN_TOKEN_POLICY, loginTokenPage, type LoginTokens } from '../pages/login-token.page.js';
import { LoginDoneQuery } from './login-done-query.js';
import { checkOpener, checkReturnTo, isOnThisMachine } from './return-to.js';
import { CALLBACK, LOGIN, LOGIN_DONE_ROUTE } from './oauth.docs.js';

/** The login with monday, from the first redirect to the app's tokens. */
@Public()
@UseGuards(ThrottlerGuard)
@Controller('auth')
export class LoginController {
  private readonly outcomes: OutcomeCounter<string>;

  constructor(
    private readonly logins: LoginService,
    private readonly pairs: TokenPairs,
    private readonly sessions: Sessions,
    private readonly address: PublicAddress,
    private readonly config: AppConfig,
    metrics: Metrics,
  ) {
    this.outcomes = new OutcomeCounter(metrics, {
      name: 'logins_total',
      help: 'Logins that came back from monday: "ok", or the code of what went wrong.',
      outcomes: ['ok'],
    });
  }

  /** Redirects the browser to monday. */
  @Documented(LOGIN)
  @Get('login')
  async login(@Query() query: LoginQuery, @Req() request: Request, @Res() response: Response): Promise<void> {
    const { return_to } = query;
    const returnTo =
      return_to === undefined ? undefined : checkReturnTo(return_to, this.config.http.returnToOrigins);
    redirect(response, await this.logins.begin(request, response, { returnTo }));
  }

  /** Receives the callback from monday: returns tokens, or starts a session and redirects. */
  @Documented(CALLBACK)
  @Get(['callback', 'monday/callback'])
  @AnyQuery()
  async callback(@Req() request: Request, @Res() response: Response): Promise<void> {
    let outcome = 'ok';
    try {
      await this.finish(request, response);
    } catch (error) {
      outcome = codeOf(error);
      throw error;
    } finally {
      this.outcomes.count(outcome);
    }
  }

  private async finish(request: Request, response: Response): Promise<void> {
    const { attempt, connection } = await this.logins.finish(request, response);
    const { returnTo, expected } = attempt;
    if (expected) {
      redirect(response, expected.backToUrl);
    } else if (returnTo !== undefined) {
      await this.startSession(request, response, connection);
      redirect(response, returnTo);
    } else {
      const pair = await this.pairs.issue(subjectOf(connection));
      this.sendTokens(request, response, { ...pair, user: userViewOf(connection) });
    }
  }

  /** JSON; on the local platform, a browser gets a page with it. */
  private sendTokens(request: Request, response: Response, tokens: LoginTokens): void {
    const { isLocalPlatform, authorizeUrl } = this.config.monday;
    if (!isLocalPlatform || request.accepts(['json', 'html']) !== 'html') {
      response.status(200).json(tokens);
      return;
    }
    response
      .vary('Accept')
      .setHeader('Content-Security-Policy', LOGIN_TOKEN_POLICY)
      .setHeader('Content-Type', 'text/html; charset=utf-8')
      .send(loginTokenPage(tokens, new URL('/', authorizeUrl).href));
  }

  /** The last page of a login in a pop-up: notifies the page that opened it, and closes. */
  @Documented(LOGIN_DONE_ROUTE)
  @Get('done')
  done(@Query() { opener }: LoginDoneQuery, @Req() request: Request, @Res() response: Response): void {
    const { http, monday } = this.config;
    const allowed = [...http.returnToOrigins, this.address.originOf(request)];
    // With `npm run dev -- --as PROFILE`, a view on the port of Vite; its port is not known before.
    if (monday.isLocalPlatform && isOnThisMachine(opener)) allowed.push(opener);
    const page = loginDonePage(checkOpener(opener, allowed));
    response
      .setHeader('Content-Security-Policy', LOGIN_DONE_POLICY)
      .setHeader('Content-Type', 'text/html; charset=utf-8')
      .send(page);
  }

  /** Always a new session. The previous session of this browser ends, in case another person knows its id. */
  private async startSession(request: Request, response: Response, connection: Connection): Promise<void> {
    const secure = this.address.isSecure(request);
    const earlier = readCookie(request, cookieName(SESSION_COOKIE, secure));
    if (earlier !== undefined) await this.sessions.end(earlier);
    const id = await this.sessions.begin(subjectOf(connection));
    setCookie(response, SESSION_COOKIE, id, { maxAgeSeconds: this.sessions.ttlSeconds, secure });
  }
}
