import { Injectable } from '@nestjs/common';
import type { IssueOptions, TokenHolder } from './access-token.js';
import { AccessTokens } from './access-tokens.js';
import type { Account, User } from './account.js';
import type { Board } from './board.js';
import { SandboxSettings } from './sandbox-settings.js';
import { UnknownUserError } from './state.errors.js';

/** The platform's accounts and users, and who its access tokens speak for. */
@Injectable()
export class SandboxState {
  private readonly accountsById: ReadonlyMap<string, Account>;
  private readonly usersById: ReadonlyMap<string, User>;

  constructor(
    private readonly tokens: AccessTokens,
    private readonly settings: SandboxSettings,
  ) {
    const { accounts, users } = settings.seed;
    this.accountsById = new Map(accounts.map((account) => [account.id, account]));
    this.usersById = new Map(users.map((user) => [user.id, user]));
  }

  accounts(): readonly Account[] {
    return this.settings.seed.accounts;
  }

  findAccount(id: string): Account | undefined {
    return this.accountsById.get(id);
  }

  /** All users, or those of one account. */
  users(accountId?: string): readonly User[] {
    const { users } = this.settings.seed;
    return accountId === undefined ? users : users.filter((user) => user.accountId === accountId);
  }

  /** Whom the platform takes where nobody is named. @throws UnknownUserError */
  firstUser(): User {
    const [first] = this.settings.seed.users;
    if (!first) throw new UnknownUserError();
    return first;
  }

  findUser(id: string): User | undefined {
    return this.usersById.get(id);
  }

  /** @throws UnknownUserError */
  requireUser(id: string): User {
    const user = this.usersById.get(id);
    if (!user) throw new UnknownUserError();
    return user;
  }

  accountOf(user: User): Account {
    const account = this.accountsById.get(user.accountId);
    if (!account) throw new UnknownUserError();
    return account;
  }

  /** The boards as seeded; changes to them are kept by whatever serves them. */
  seedBoards(): readonly Board[] {
    return this.settings.seed.boards;
  }

  /**
   * An access token for the user, as if they had approved the app.
   * @throws UnknownUserError
   */
  async issueAccessToken(userId: string, options: IssueOptions = {}): Promise<string> {
    const user = this.requireUser(userId);
    const grant = await this.tokens.createGrant({
      userId,
      scopes: options.scopes ?? this.settings.app.scopes,
      legacy: options.legacy ?? false,
    });
    return this.tokens.sign(grant, user.accountId, options.expiresInSeconds);
  }

  /** Who the token speaks for; `undefined` where it is unknown, expired or revoked. Takes it with or without `Bearer`. */
  async holderOf(token: string): Promise<TokenHolder | undefined> {
    const grant = await this.tokens.grantOf(token.replace(/^Bearer\s+/i, '').trim());
    const user = grant && this.usersById.get(grant.userId);
    return user && { user, grant };
  }

  /** As {@link holderOf}, the user only. */
  async userOfToken(token: string): Promise<User | undefined> {
    return (await this.holderOf(token))?.user;
  }
}
