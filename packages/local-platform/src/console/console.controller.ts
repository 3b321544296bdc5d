import { Body, Controller, Get, Post, Query, Res } from '@nestjs/common';
import { type Response } from 'express';
import { LoginAs } from '../oauth/index.js';
import { LOGIN_TARGETS, pageSecurity } from '../pages/index.js';
import { SandboxSettings, SandboxState } from '../state/index.js';
import { FaultsPage } from './faults.page.js';
import { HomePage } from './home.page.js';
import { LogsPage } from './logs.page.js';
import { QueuePage } from './queue.page.js';
import { StoragePage } from './storage.page.js';

/** The console's pages. */
@Controller()
export class ConsoleController {
  constructor(
    private readonly home: HomePage,
    private readonly storage: StoragePage,
    private readonly queue: QueuePage,
    private readonly faults: FaultsPage,
    private readonly logs: LogsPage,
    private readonly state: SandboxState,
    private readonly settings: SandboxSettings,
    private readonly loginAs: LoginAs,
  ) {}

  @Get()
  showHome(@Res() response: Response): void {
    this.send(response, this.home.render());
  }

  @Get('storage')
  async showStorage(@Res() response: Response, @Query('account') account?: unknown): Promise<void> {
    this.send(response, await this.storage.render(typeof account === 'string' ? account : undefined));
  }

  @Get('queue')
  async showQueue(@Res() response: Response, @Query('job') job?: unknown): Promise<void> {
    this.send(response, await this.queue.render(typeof job === 'string' ? job : undefined));
  }

  @Get('faults')
  showFaults(@Res() response: Response): void {
    this.send(response, this.faults.render());
  }

  @Get('logs')
  async showLogs(@Res() response: Response): Promise<void> {
    this.send(response, await this.logs.render());
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
      .set(pageSecurity([origin, ...LOGIN_TARGETS], true))
      .type('html')
      .send(document);
  }
}
