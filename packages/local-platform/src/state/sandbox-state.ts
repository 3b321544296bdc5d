import { Injectable } from '@nestjs/common';
import { readRawToken } from 'monday-persistence/authorization';
import { PlatformDatabase } from '../database/index.js';
import { type IssueOptions, type TokenHolder } from './access-token.js';
import { AccessTokenService } from './access-token.service.js';
import { type Account, type User } from './account.js';
import { AccountStore } from './account.store.js';
import { SandboxSettings } from './sandbox-settings.js';
import { UnknownUserError } from './state.errors.js';

/** The platform's accounts and users, and the users of its access tokens. */
@Injectable()
export class SandboxState extends AccountStore {
  constructor(
    private readonly tokens: AccessTokenService,
    private readonly settings: SandboxSettings,
    database: PlatformDatabase,
  ) {
    super(database);
  }

  /** The default user. @throws UnknownUserError */
  firstUser(): User {
    const [first] = this.settings.seed.users;
    return this.requireUser(first?.id ?? '');
  }

  /** @throws UnknownUserError */
  requireUser(id: string): User {
    const user = this.findUser(id);
    if (!user) throw new UnknownUserError();
    return user;
  }

  accountOf(user: User): Account {
    const account = this.findAccount(user.accountId);
    if (!account) throw new UnknownUserError();
    return account;
  }

  /**
   * An access token for the user, as if they had approved the app.
   * @throws UnknownUserError
   */
  async issueAccessToken(userId: string, options: IssueOptions = {}): Promise<string> {
    const user = this.requireUser(userId);
    const grant = await this.tokens.createGrant({
      userId,
      scopes: options.scopes ?? this.settings.declaration.scopes,
      legacy: options.legacy ?? false,
    });
    return this.tokens.sign(grant, user.accountId, options.expiresInSeconds);
  }

  /** The user and grant of a token, with or without `Bearer`; `undefined` if it is unknown, expired or revoked. */
  async holderOf(token: string): Promise<TokenHolder | undefined> {
    const grant = await this.tokens.grantOf(readRawToken(token) ?? '');
    const user = grant && this.findUser(grant.userId);
    return user && { user, grant };
  }

  /** As {@link holderOf}, the user only. */
  async userOfToken(token: string): Promise<User | undefined> {
    return (await this.holderOf(token))?.user;
  }
}
