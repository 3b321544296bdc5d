import { BadRequestException, Body, Controller, Get, Header, HttpCode, Post, Put } from '@nestjs/common';
import { appVariables } from '../app-variables.js';
import {
  SandboxSettings,
  SandboxState,
  type AppDeclaration,
  type User,
  type UserRole,
} from '../state/index.js';
import { readDeclaration } from './declaration-input.js';

interface ListedUser {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: UserRole;
  readonly account: { readonly id: string; readonly slug: string; readonly name: string };
}

/** The control API. Web pages of other sites cannot reach it: see `loopbackOnly`. */
@Controller('__sandbox')
export class ControlController {
  constructor(
    private readonly state: SandboxState,
    private readonly settings: SandboxSettings,
  ) {}

  @Get('health')
  health(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('users')
  users(): ListedUser[] {
    return this.state.users().map((user) => this.listed(user));
  }

  /**
   * `{userId, scopes?, expiresInSeconds?}`: an access token, as if the user had approved the app; without `scopes`, for
   * those that the app has declared.
   */
  @Post('tokens')
  @Header('Cache-Control', 'no-store')
  async token(@Body() body?: Record<string, unknown>): Promise<{ access_token: string }> {
    const { userId, scopes, expiresInSeconds } = body ?? {};
    if (typeof userId !== 'string') throw new BadRequestException('userId must be a string.');
    if (expiresInSeconds !== undefined && !isSeconds(expiresInSeconds)) {
      throw new BadRequestException('expiresInSeconds must be a whole number of at least 1.');
    }
    if (scopes !== undefined && !this.areScopes(scopes)) {
      throw new BadRequestException('scopes must be a list of scopes that the app may request.');
    }
    return { access_token: await this.state.issueAccessToken(userId, { scopes, expiresInSeconds }) };
  }

  /** The variables that point an app at this platform. */
  @Get('env')
  @Header('Cache-Control', 'no-store')
  env(): Readonly<Record<string, string>> {
    return appVariables(this.settings);
  }

  @Get('declaration')
  declaration(): AppDeclaration {
    return this.settings.declaration;
  }

  /** `{scopes, secretNames, variableNames, plans?, features?, events?, credentials?}`, which the app sends when it starts; holds until the platform stops. */
  @Put('declaration')
  @HttpCode(204)
  declare(@Body() body?: unknown): void {
    this.settings.declaration = readDeclaration(body, this.settings.app.scopes);
  }

  @Get('limits')
  limits(): { enabled: boolean } {
    return { enabled: this.settings.limits };
  }

  /** `{enabled}`: whether monday's real limits hold, until the platform stops. */
  @Put('limits')
  @HttpCode(204)
  setLimits(@Body() body?: Record<string, unknown>): void {
    if (typeof body?.enabled !== 'boolean') throw new BadRequestException('enabled must be true or false.');
    this.settings.limits = body.enabled;
  }

  private areScopes(value: unknown): value is string[] {
    const known: readonly unknown[] = this.settings.app.scopes;
    return Array.isArray(value) && value.every((scope) => known.includes(scope));
  }

  private listed(user: User): ListedUser {
    const { id, slug, name } = this.state.accountOf(user);
    const { id: userId, name: userName, email, role } = user;
    return { id: userId, name: userName, email, role, account: { id, slug, name } };
  }
}

const isSeconds = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 1;
