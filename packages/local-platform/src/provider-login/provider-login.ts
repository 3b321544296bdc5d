import { randomUUID } from 'node:crypto';
import {
  BadGatewayException,
  BadRequestException,
  ForbiddenException,
  Injectable,
  NotFoundException,
} from '@nestjs/common';
import { BoundedMap } from 'monday-persistence/bounded';
import { Clock } from 'monday-persistence/clock';
import { fieldsOf } from 'monday-persistence/json';
import { AppSender } from '../blocks/index.js';
import {
  ConnectedAccountStore,
  TokenRefusedError,
  TokenRequests,
  type ConnectedAccount,
  type ProviderTokens,
} from '../connections/index.js';
import { SandboxSettings, SandboxState, type CredentialsFeature } from '../state/index.js';

/** Path of monday's redirect URI, here at the platform (docs/monday-platform.md#third-party-credentials). */
export const REDIRECT_PATH = '/authorize/oauth2/redirect-uri';

const LOGIN_MS = 10 * 60 * 1_000;
const MAX_LOGINS = 1_000;

interface Login {
  readonly userId: string;
  readonly key: string;
}

/** Connects accounts at third parties, as monday does by `authConfig` of the app's manifest. */
@Injectable()
export class ProviderLogin {
  private readonly logins: BoundedMap<string, Login>;

  constructor(
    private readonly settings: SandboxSettings,
    private readonly state: SandboxState,
    private readonly store: ConnectedAccountStore,
    private readonly requests: TokenRequests,
    private readonly sender: AppSender,
    private readonly clock: Clock,
  ) {
    const now = (): number => clock.monotonic();
    this.logins = new BoundedMap({ capacity: MAX_LOGINS, ttlMs: LOGIN_MS, now });
  }

  /** Begins a login. @returns the address of the third party's page @throws NotFoundException | UnknownUserError */
  begin(userId: string, key: string): string {
    const { id } = this.state.requireUser(userId);
    const { clientId, authorizeRequest, scopeConfig } = this.require(key).data.authConfig;
    if (!URL.canParse(authorizeRequest.url)) {
      throw new BadRequestException(`The authorize address of "${key}" is none: ${authorizeRequest.url}`);
    }
    const state = randomUUID();
    this.logins.set(state, { userId: id, key });
    const url = new URL(authorizeRequest.url);
    const parameters = {
      response_type: 'code',
      client_id: clientId,
      redirect_uri: this.redirectUri,
      scope: scopeConfig.scopes,
      state,
    };
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    return url.href;
  }

  /** Ends a login with the parameters of the redirect. @throws HttpException that says what went wrong */
  async finish({ state, code, error }: Readonly<Record<string, unknown>>): Promise<ConnectedAccount> {
    const login = typeof state === 'string' ? this.logins.get(state) : undefined;
    if (!login) throw new BadRequestException('This login was not begun here, or took too long.');
    this.logins.delete(state as string);
    const feature = this.require(login.key);
    if (error !== undefined) throw new ForbiddenException(`${feature.name} did not approve the login.`);
    if (typeof code !== 'string') throw new BadRequestException(`${feature.name} sent no code.`);
    try {
      const tokens = await this.requests.exchange(feature, code, this.redirectUri);
      return await this.connect(login.userId, login.key, tokens);
    } catch (refusal) {
      throw refusal instanceof TokenRefusedError ? new BadGatewayException(refusal.message) : refusal;
    }
  }

  /** Adds an account whose token is known: asks the app whose token it is. @throws HttpException */
  async connect(userId: string, key: string, tokens: ProviderTokens): Promise<ConnectedAccount> {
    const user = this.state.requireUser(userId);
    const feature = this.require(key);
    const { url } = feature.data.authConfig.providerUniqueIdentifierRequest;
    const { status, body } = await this.sender.post({
      url: url.replace('{{PUBLIC_URL}}', this.settings.appUrl),
      body: { token: tokens.accessToken },
    });
    const { providerUniqueIdentifier, displayName } = fieldsOf(body);
    const isAccount = typeof providerUniqueIdentifier === 'string' && typeof displayName === 'string';
    if (status !== 200 || !isAccount) {
      throw new BadGatewayException(
        `The identifier endpoint of the app answered ${status}, without providerUniqueIdentifier and displayName.`,
      );
    }
    return this.store.save(user, feature, { providerUniqueIdentifier, displayName }, tokens);
  }

  /** Tokens of an account that no login of this platform made, for the declared time. */
  tokensOf(key: string, accessToken: string): ProviderTokens {
    const { tokenTtlSeconds } = this.require(key).data.authConfig.fallbackTokenExpiration;
    return { accessToken, expiresAt: this.clock.now() + tokenTtlSeconds * 1_000 };
  }

  private get redirectUri(): string {
    return `${this.settings.url}${REDIRECT_PATH}`;
  }

  private require(key: string): CredentialsFeature {
    const { credentials } = this.settings.declaration;
    const feature = credentials.find((each) => each.key === key);
    if (feature) return feature;
    const known = credentials.map((each) => each.key).join(', ') || 'none';
    throw new NotFoundException(`The app has no credentials "${key}". It declares ${known}.`);
  }
}
