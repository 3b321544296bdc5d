import { Body, Controller, Get, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { LoginAs } from '../oauth/index.js';
import { LOGIN_TARGETS, pageSecurity } from '../pages/index.js';
import { SandboxSettings, SandboxState } from '../state/index.js';
import { BoardsPage } from './boards.page.js';
import { HomePage } from './home.page.js';
import { LogsPage } from './logs.page.js';
import { RequestsPage } from './requests.page.js';

/** The console's pages. */
@Controller()
export class ConsoleController {
  constructor(
    private readonly home: HomePage,
    private readonly boards: BoardsPage,
    private readonly requests: RequestsPage,
    private readonly logs: LogsPage,
    private readonly state: SandboxState,
    private readonly settings: SandboxSettings,
    private readonly loginAs: LoginAs,
  ) {}

  @Get()
  showHome(@Res() response: Response): void {
    this.send(response, this.home.render());
  }

  @Get('boards')
  async showBoards(@Res() response: Response): Promise<void> {
    this.send(response, await this.boards.render());
  }

  @Get('requests')
  showRequests(@Res() response: Response): void {
    this.send(response, this.requests.render());
  }

  @Get('logs')
  showLogs(@Res() response: Response): void {
    this.send(response, this.logs.render());
  }

  /** Starts the app's login and approves it for the user. */
  @Post('login-as')
  startLogin(@Body() body: Record<string, unknown> | undefined, @Res() response: Response): void {
    const userId = body?.['user_id'];
    const user = this.state.requireUser(typeof userId === 'string' ? userId : '');
    this.loginAs.remember(response, user.id);
    response.redirect(303, `${this.settings.appUrl}/auth/login`);
  }

  private send(response: Response, document: string): void {
    const { origin } = new URL(this.settings.appUrl);
    response
      .set(pageSecurity([origin, ...LOGIN_TARGETS]))
      .type('html')
      .send(document);
  }
}
