import { Body, Controller, Get, HttpException, Post, Query, Res } from '@nestjs/common';
import { type Response } from 'express';
import { ConnectedAccountStore } from '../connections/index.js';
import { LOGIN_TARGETS, pageSecurity } from '../pages/index.js';
import { ProviderLogin, REDIRECT_PATH } from '../provider-login/index.js';
import { SandboxSettings } from '../state/index.js';
import { ConnectionsPage, type ConnectNotice } from './connections.page.js';

type Form = Readonly<Record<string, unknown>> | undefined;

/** The page with connected accounts, its buttons, and the redirect URI of third parties. */
@Controller()
export class ConsoleConnectionsController {
  constructor(
    private readonly page: ConnectionsPage,
    private readonly store: ConnectedAccountStore,
    private readonly login: ProviderLogin,
    private readonly settings: SandboxSettings,
  ) {}

  @Get('connections')
  show(@Query('connected') connected: unknown, @Res() response: Response): void {
    const connection = this.store.find(Number(connected));
    const notice = connection && { text: `${connection.displayName} is connected.`, isProblem: false };
    this.send(response, 200, notice);
  }

  /** Redirects to the login page of the third party. */
  @Post('connections/connect')
  async connect(@Body() form: Form, @Res() response: Response): Promise<void> {
    await this.orProblem(response, () =>
      Promise.resolve(this.login.begin(textOf(form, 'user_id'), textOf(form, 'credentials'))),
    );
  }

  /** The third party sends the user back, with a code. */
  @Get(REDIRECT_PATH)
  async finish(@Query() query: Readonly<Record<string, unknown>>, @Res() response: Response): Promise<void> {
    await this.orProblem(
      response,
      async () => `/connections?connected=${(await this.login.finish(query)).id}`,
    );
  }

  @Post('connections/remove')
  remove(@Body() form: Form, @Res() response: Response): void {
    this.store.remove(Number(textOf(form, 'id')));
    response.redirect(303, '/connections');
  }

  private async orProblem(response: Response, target: () => Promise<string>): Promise<void> {
    try {
      response.redirect(303, await target());
    } catch (error) {
      if (!(error instanceof HttpException)) throw error;
      this.send(response, error.getStatus(), { text: error.message, isProblem: true });
    }
  }

  private send(response: Response, status: number, notice: ConnectNotice | undefined): void {
    const providers = this.settings.declaration.credentials.flatMap(({ data }) => {
      const { url } = data.authConfig.authorizeRequest;
      return URL.canParse(url) ? [new URL(url).origin] : [];
    });
    response
      .status(status)
      .set(pageSecurity([...LOGIN_TARGETS, ...providers]))
      .type('html')
      .send(this.page.render(notice));
  }
}

function textOf(form: Form, name: string): string {
  const value = form?.[name];
  return typeof value === 'string' ? value : '';
}
