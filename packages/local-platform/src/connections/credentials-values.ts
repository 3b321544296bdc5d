import { BadRequestException, Injectable } from '@nestjs/common';
import { Clock } from 'monday-persistence/clock';
import { SandboxSettings, type User } from '../state/index.js';
import { type ConnectedAccount, type ProviderTokens } from './connection.js';
import { ConnectedAccountStore } from './connected-account.store.js';
import { TokenRefusedError, TokenRequests } from './token-requests.js';

/** `credentialsValues` of a block's request (docs/monday-platform.md#third-party-credentials). */
export type Values = Readonly<
  Record<string, { readonly userCredentialsId: number; readonly accessToken: string }>
>;

/** Tokens with less time left are refreshed. */
const REFRESH_MS = 60_000;

/** Chooses the connected accounts for the blocks of the app, with fresh tokens. */
@Injectable()
export class CredentialsValues {
  constructor(
    private readonly settings: SandboxSettings,
    private readonly store: ConnectedAccountStore,
    private readonly requests: TokenRequests,
    private readonly clock: Clock,
  ) {}

  /**
   * The accounts that the block declares; a key is absent if its user has connected none.
   * @param block such as `action "greet"`
   * @param chosen ids of connections by key; default the one of the user that was connected last
   * @throws BadRequestException for a key or a connection that the block cannot have
   */
  async of(block: string, user: User, chosen: Readonly<Record<string, unknown>> = {}): Promise<Values> {
    const { credentialsUses: all } = this.settings.declaration;
    const uses = Object.hasOwn(all, block) ? all[block]! : {};
    const unknown = Object.keys(chosen).find((key) => !Object.hasOwn(uses, key));
    if (unknown !== undefined) {
      const known = Object.keys(uses).join(', ') || 'none';
      throw new BadRequestException(`The ${block} has no credentials "${unknown}". It declares ${known}.`);
    }
    const values: [string, Values[string]][] = [];
    for (const [key, credentials] of Object.entries(uses)) {
      const connection = Object.hasOwn(chosen, key)
        ? this.chosen(key, credentials, user, chosen[key])
        : this.store.latest(user, credentials);
      const accessToken = connection && (await this.freshToken(connection));
      if (accessToken !== undefined) values.push([key, { userCredentialsId: connection!.id, accessToken }]);
    }
    return Object.fromEntries(values);
  }

  private chosen(key: string, credentials: string, user: User, id: unknown): ConnectedAccount {
    const connection = this.store.find(Number(id));
    const fits = connection?.credentials === credentials && connection.accountId === user.accountId;
    if (fits) return connection;
    throw new BadRequestException(`connections.${key} must be the id of a connection of the account.`);
  }

  /** `undefined` if the third party does not refresh it. */
  private async freshToken({ id, credentials }: ConnectedAccount): Promise<string | undefined> {
    const tokens = this.store.tokensOf(id);
    if (!tokens || tokens.expiresAt - this.clock.now() > REFRESH_MS) return tokens?.accessToken;
    const refreshed = await this.refreshed(credentials, tokens);
    if (refreshed) this.store.saveTokens(id, credentials, refreshed);
    else this.store.deactivate(id);
    return refreshed?.accessToken;
  }

  private async refreshed(
    key: string,
    { refreshToken }: ProviderTokens,
  ): Promise<ProviderTokens | undefined> {
    const feature = this.settings.declaration.credentials.find((each) => each.key === key);
    if (!feature || refreshToken === undefined) return undefined;
    try {
      return await this.requests.refresh(feature, refreshToken);
    } catch (error) {
      if (error instanceof TokenRefusedError) return undefined;
      throw error;
    }
  }
}
