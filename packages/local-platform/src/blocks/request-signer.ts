import { createSecretKey } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { readRawToken } from 'monday-persistence/authorization';
import { Clock } from 'monday-persistence/clock';
import { equalInConstantTime } from 'monday-persistence/constant-time';
import { PlatformDatabase } from '../database/index.js';
import {
  APP_ID,
  APP_VERSION_ID,
  findSubscription,
  SandboxSettings,
  SandboxState,
  subscriptionClaim,
  type User,
} from '../state/index.js';

/** docs/monday-platform.md#tokens-that-monday-signs */
const LIFETIME_SECONDS = 300;

/**
 * Forms of a lifecycle token: claims under `dat`; the same with the claims of a view; or flat claims
 * (docs/monday-platform.md#app-lifecycle-events).
 */
export const LIFECYCLE_FORMS = ['wrapped', 'view', 'flat'] as const;
export type LifecycleForm = (typeof LIFECYCLE_FORMS)[number];

/** Creates the JWTs with which monday signs requests to the app (docs/monday-platform.md#tokens-that-monday-signs). */
@Injectable()
export class RequestSigner {
  private readonly jwt = new JwtService();

  constructor(
    private readonly settings: SandboxSettings,
    private readonly state: SandboxState,
    private readonly database: PlatformDatabase,
    private readonly clock: Clock,
  ) {}

  /**
   * Of blocks and board webhooks: signing secret, flat claims, an API token for five minutes, and the account's
   * subscription if it has one.
   */
  async signed(user: User, url: string): Promise<string> {
    const shortLivedToken = await this.state.issueAccessToken(user.id, {
      expiresInSeconds: LIFETIME_SECONDS,
    });
    const claims = {
      accountId: Number(user.accountId),
      userId: Number(user.id),
      aud: url,
      platformAppId: APP_ID,
      shortLivedToken,
      ...this.subscriptionOf(user),
    };
    return this.sign(claims, this.settings.app.signingSecret);
  }

  /** For the Authorization URL: signing secret, with the return address. */
  authorizationUrl(user: User, backToUrl: string): string {
    const claims = { accountId: Number(user.accountId), userId: Number(user.id), backToUrl };
    return this.sign(claims, this.settings.app.signingSecret);
  }

  /** Of app lifecycle events: client secret, in one of the forms that are described. */
  lifecycle(user: User, form: LifecycleForm = 'wrapped'): string {
    const ids = { accountId: Number(user.accountId), userId: Number(user.id) };
    if (form === 'flat') return this.sign(ids, this.settings.app.clientSecret);
    const dat = {
      client_id: this.settings.app.clientId,
      account_id: ids.accountId,
      user_id: ids.userId,
      ...(form === 'view' && this.viewClaims(user)),
    };
    return this.sign({ dat }, this.settings.app.clientSecret);
  }

  /** Of app-feature lifecycle events: signing secret, wrapped claims. */
  async featureLifecycle(user: User): Promise<string> {
    const token = await this.state.issueAccessToken(user.id, { expiresInSeconds: LIFETIME_SECONDS });
    const dat = { account_id: Number(user.accountId), user_id: Number(user.id), short_lived_token: token };
    return this.sign({ dat }, this.settings.app.signingSecret);
  }

  /**
   * The `sessionToken` that monday gives to a view.
   * @param lifetimeSeconds 0 or less makes a token that has expired
   */
  view(user: User, lifetimeSeconds = LIFETIME_SECONDS): string {
    return this.sign({ dat: this.viewClaims(user) }, this.settings.app.clientSecret, lifetimeSeconds);
  }

  private viewClaims(user: User): object {
    return {
      client_id: this.settings.app.clientId,
      user_id: Number(user.id),
      account_id: Number(user.accountId),
      slug: this.state.accountOf(user).slug,
      app_id: APP_ID,
      app_version_id: APP_VERSION_ID,
      install_id: 10_000_003,
      is_admin: user.role === 'admin',
      is_view_only: user.role === 'viewer',
      is_guest: user.role === 'guest',
      user_kind: user.role === 'viewer' ? 'view_only' : user.role,
      ...this.subscriptionOf(user),
    };
  }

  private subscriptionOf({ accountId }: User): { readonly subscription?: object } {
    const now = this.clock.now();
    const row = findSubscription(this.database, Number(accountId), now);
    return row ? { subscription: subscriptionClaim(row, now) } : {};
  }

  /** Whether the app signed this itself, as it must when it fires a trigger or reports an asynchronous action. */
  isSignedByApp(authorization: string | undefined): boolean {
    const token = readRawToken(authorization) ?? '';
    try {
      const secret = createSecretKey(Buffer.from(this.settings.app.signingSecret));
      new JwtService({ secretOrKeyProvider: () => secret }).verify(token, { algorithms: ['HS256'] });
      return true;
    } catch {
      return false;
    }
  }

  /** Whether this is the signing secret itself, which older samples of monday's send instead of a JWT. */
  isSigningSecret(authorization: string | undefined): boolean {
    return equalInConstantTime(authorization ?? '', this.settings.app.signingSecret);
  }

  private sign(claims: object, secret: string, expiresIn = LIFETIME_SECONDS): string {
    return this.jwt.sign(claims, { secret, algorithm: 'HS256', expiresIn });
  }
}
