import {
  BadRequestException,
  Body,
  Controller,
  Get,
  NotFoundException,
  Param,
  Post,
  Res,
} from '@nestjs/common';
import { type Response } from 'express';
import { UserCalls } from '../graphql/index.js';
import { pageSecurity, LOGIN_TARGETS } from '../pages/index.js';
import { SandboxSettings, SandboxState, type User } from '../state/index.js';
import { callOf, isChangeName, type ChangeName } from './board-changes.js';
import { HomePage } from './home.page.js';
import { UserPage } from './user.page.js';

type Fields = Readonly<Record<string, unknown>>;

const OF_USERS: ReadonlySet<ChangeName> = new Set([
  'invite-user',
  'edit-user',
  'set-role',
  'activate-user',
  'deactivate-user',
]);
/** After these, the user has a page. */
const EDITS: ReadonlySet<ChangeName> = new Set(['edit-user', 'set-role']);

/** The pages of users, and the scopes of the app. */
@Controller('accounts')
export class AccountsController {
  constructor(
    private readonly home: HomePage,
    private readonly user: UserPage,
    private readonly api: UserCalls,
    private readonly state: SandboxState,
    private readonly settings: SandboxSettings,
  ) {}

  @Get('users/:id')
  show(@Param('id') id: string, @Res() response: Response): void {
    const document = this.user.render(id);
    if (document === undefined) throw new NotFoundException('There is no such active user.');
    this.send(response, document);
  }

  /** Makes one change, as an admin of the account. */
  @Post('change')
  async change(@Body() given: Fields = {}, @Res() response: Response): Promise<void> {
    const { change, user } = given;
    if (!isChangeName(change) || !OF_USERS.has(change))
      throw new BadRequestException('There is no such change.');
    const problem = await this.api.change(this.adminFor(given), callOf(change, given));
    if (problem !== undefined) {
      const id = typeof user === 'string' ? user : '';
      this.send(response.status(400), this.user.render(id, problem) ?? this.home.render(problem));
      return;
    }
    response.redirect(303, EDITS.has(change) ? `/accounts/users/${Number(user)}` : '/');
  }

  @Post('scopes')
  setScopes(@Body() { scope = [] }: Fields = {}, @Res() response: Response): void {
    const chosen = new Set([scope].flat());
    const scopes = this.settings.app.scopes.filter((known) => chosen.has(known));
    this.settings.declaration = { ...this.settings.declaration, scopes };
    response.redirect(303, '/');
  }

  /** Nobody changes their own role, so it is another admin if there is one. */
  private adminFor({ account, user }: Fields): User {
    const admins = this.state
      .users(typeof account === 'string' ? account : '')
      .filter(({ role }) => role === 'admin');
    const admin = admins.find(({ id }) => id !== user) ?? admins[0];
    if (!admin) throw new BadRequestException('The account has no active admin.');
    return admin;
  }

  private send(response: Response, document: string): void {
    const { origin } = new URL(this.settings.appUrl);
    response
      .set(pageSecurity([origin, ...LOGIN_TARGETS], true))
      .type('html')
      .send(document);
  }
}
