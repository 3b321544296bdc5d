import { randomUUID } from 'node:crypto';
import { sampleEvent } from 'monday-local-platform';
import { type BoardEventName, type BoardEvents } from '../monday/index.js';
import { type PreparedCall } from './http.client.js';
import { type PlatformUser } from './platform-user.js';
import { signJwt } from './sign-jwt.js';

/** docs/monday-platform.md#tokens-that-monday-signs */
const LIFETIME_SECONDS = 300;
const APP_ID = 10_000_001;

/** The app's data that is needed to sign requests. Read for each request, because secrets can be rotated. */
export interface AppSecrets {
  /** Address of the app for monday. */
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly signingSecret: string;
}

/**
 * Forms of a lifecycle token: claims under `dat`; the same with the claims of a board view; or flat claims
 * (docs/monday-platform.md#app-lifecycle-events).
 */
export type LifecycleForm = 'wrapped' | 'view' | 'flat';

/**
 * Forms of a feature event: flat; nested under `data`; nested, with `back_to_url` at the top; or nested, with monday's
 * token in the query (docs/monday-platform.md#app-feature-lifecycle-events).
 */
export type FeatureForm = 'flat' | 'nested' | 'nested-top' | 'nested-query';

/** Options that change a request, for tests of forged requests. */
export interface Forgery {
  /** Overrides claims; `undefined` removes a claim. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** Overrides the secret. */
  readonly secret?: string;
  /** Default: 300; negative for an expired token. */
  readonly expiresInSeconds?: number;
  /** Sends `Bearer <token>` instead of the bare token, as in some of monday's requests. */
  readonly bearer?: boolean;
}

export interface BlockOptions extends Forgery {
  /** Identifies a run; a repeated delivery has the same value. */
  readonly actionUuid?: string;
  /** The API token of the user for the next five minutes. */
  readonly shortLivedToken?: string;
  /** Overrides fields of the payload. */
  readonly payload?: Readonly<Record<string, unknown>>;
}

export interface FeatureEventOptions extends Forgery {
  readonly payload?: unknown;
  readonly backToUrl?: string;
  /** Default: `flat`. */
  readonly form?: FeatureForm;
}

/**
 * Builds requests that are signed like monday's, with one method for each family
 * (docs/monday-platform.md#tokens-that-monday-signs).
 */
export class MondayRequests {
  constructor(private readonly secrets: () => AppSecrets) {}

  /** The run of an action, or another call of a block (docs/monday-platform.md#automation-blocks). */
  block(
    path: string,
    user: PlatformUser,
    inputFields: Readonly<Record<string, unknown>> = {},
    options: BlockOptions = {},
  ): PreparedCall {
    const { actionUuid = randomUUID(), shortLivedToken, payload } = options;
    const claims = { ...this.flatClaims(user, path), ...(shortLivedToken && { shortLivedToken }) };
    return this.post(path, this.signed(claims, options), options, {
      payload: { blockKind: 'action', inputFields, inboundFieldValues: inputFields, ...payload },
      runtimeMetadata: { actionUuid, triggerUuid: randomUUID() },
    });
  }

  /** The redirect of the Authorization URL: the token is in the query, and names no audience (docs/monday-platform.md#tokens-that-monday-signs). */
  authorizationUrl(user: PlatformUser, backToUrl: string, options: Forgery = {}): PreparedCall {
    const token = this.signed({ ...idsOf(user), backToUrl }, options);
    return { method: 'GET', path: '/auth', query: { token } };
  }

  /** The session token that monday gives to a board view, to be sent as `Bearer`. */
  viewSessionToken(user: PlatformUser, options: Forgery = {}): string {
    const dat = { ...this.viewClaims(user), ...options.claims };
    return this.sign({ dat }, this.secrets().clientSecret, options);
  }

  /** An event of the app's life, such as `install` (docs/monday-platform.md#app-lifecycle-events). */
  lifecycle(
    type: string,
    user: PlatformUser,
    options: Forgery & {
      readonly data?: Readonly<Record<string, unknown>>;
      /** Default: `wrapped`. */
      readonly form?: LifecycleForm;
    } = {},
  ): PreparedCall {
    const token = this.sign(this.lifecycleClaims(user, options), this.secrets().clientSecret, options);
    return this.post('/monday/lifecycle', token, options, {
      type,
      data: { ...lifecycleData(user), ...options.data },
    });
  }

  /** An event of a board; its own type differs from the one subscribed to, such as `create_pulse` (docs/monday-platform.md#board-webhooks). */
  boardWebhook(
    user: PlatformUser,
    event: Readonly<Record<string, unknown>>,
    options: Forgery = {},
  ): PreparedCall {
    const path = '/monday/webhooks';
    return this.post(path, this.signed(this.flatClaims(user, path), options), options, {
      event: {
        userId: Number(user.id),
        app: 'monday',
        triggerTime: new Date().toISOString(),
        subscriptionId: APP_ID,
        triggerUuid: randomUUID(),
        ...event,
      },
    });
  }

  /**
   * A sample of the event that a subscription receives, with the type that monday gives it.
   * @param name the name used to subscribe, such as `create_subitem`
   * @param fields override those of the sample
   */
  boardEvent<N extends BoardEventName>(
    name: N,
    user: PlatformUser,
    fields: Partial<BoardEvents[N]> = {},
    options: Forgery = {},
  ): PreparedCall {
    return this.boardWebhook(user, { ...sampleEvent(name), ...fields }, options);
  }

  /**
   * The challenge with which monday verifies the address of a webhook, without a token
   * (docs/monday-platform.md#board-webhooks).
   */
  webhookChallenge(challenge: string): PreparedCall {
    return { method: 'POST', path: '/monday/webhooks', json: { challenge } };
  }

  /** An event of an app feature, such as `AppFeatureBoardView:delete` (docs/monday-platform.md#app-feature-lifecycle-events). */
  featureLifecycle(type: string, user: PlatformUser, options: FeatureEventOptions = {}): PreparedCall {
    const { accountId, userId } = idsOf(user);
    const dat = {
      account_id: accountId,
      user_id: userId,
      short_lived_token: 'short-lived',
      ...options.claims,
    };
    const token = this.sign({ dat }, this.secrets().signingSecret, options);
    const path = '/monday/feature-lifecycle';
    const call = this.post(path, token, options, { type, ...featureFields(user, options) });
    return options.form === 'nested-query' ? { ...call, headers: {}, query: { token } } : call;
  }

  private viewClaims(user: PlatformUser): Record<string, unknown> {
    return {
      client_id: this.secrets().clientId,
      user_id: Number(user.id),
      account_id: Number(user.account.id),
      slug: user.account.slug,
      app_id: APP_ID,
      app_version_id: APP_ID + 1,
      install_id: APP_ID + 2,
      is_admin: user.role === 'admin',
      is_view_only: user.role === 'viewer',
      is_guest: user.role === 'guest',
      user_kind: user.role === 'viewer' ? 'view_only' : user.role,
    };
  }

  private lifecycleClaims(
    user: PlatformUser,
    { form = 'wrapped', claims }: { form?: LifecycleForm; claims?: Readonly<Record<string, unknown>> },
  ): object {
    if (form === 'flat') return { ...idsOf(user), ...claims };
    const { client_id, account_id, user_id, ...ofView } = this.viewClaims(user);
    const wrapped = { client_id, account_id, user_id, ...(form === 'view' && ofView) };
    return { dat: { ...wrapped, ...claims } };
  }

  private flatClaims(user: PlatformUser, path: string): Record<string, unknown> {
    return { ...idsOf(user), aud: new URL(path, this.secrets().url).href };
  }

  private signed(claims: object, options: Forgery): string {
    return this.sign({ ...claims, ...options.claims }, this.secrets().signingSecret, options);
  }

  private sign(claims: object, secret: string, { secret: forged, expiresInSeconds }: Forgery): string {
    const iat = Math.floor(Date.now() / 1000);
    const exp = iat + (expiresInSeconds ?? LIFETIME_SECONDS);
    return signJwt({ iat, exp, ...claims }, forged ?? secret);
  }

  private post(path: string, token: string, { bearer }: Forgery, json: object): PreparedCall {
    return { method: 'POST', path, headers: { authorization: bearer ? `Bearer ${token}` : token }, json };
  }
}

function idsOf(user: PlatformUser): Record<string, number> {
  return { accountId: Number(user.account.id), userId: Number(user.id) };
}

function featureFields(user: PlatformUser, options: FeatureEventOptions): object {
  const { payload = {}, backToUrl, form = 'flat' } = options;
  const address = backToUrl !== undefined && { back_to_url: backToUrl };
  if (form === 'flat') return { payload, ...idsOf(user), ...address };
  const data = {
    payload,
    app_id: APP_ID,
    app_feature_id: APP_ID + 3,
    app_feature_reference_id: 'feature-under-test',
    user_id: Number(user.id),
    account_id: Number(user.account.id),
    timestamp: new Date().toISOString(),
  };
  return form === 'nested-top' ? { data, ...address } : { data: { ...data, ...address } };
}

function lifecycleData(user: PlatformUser): Record<string, unknown> {
  return {
    app_id: APP_ID,
    app_name: 'App under test',
    user_id: Number(user.id),
    user_email: user.email,
    user_name: user.name,
    user_cluster: 'other',
    account_tier: 'pro',
    account_max_users: 10,
    account_id: Number(user.account.id),
    account_name: user.account.name,
    account_slug: user.account.slug,
    version_data: { major: 1, minor: 0, patch: 0, type: 'major', number: 1 },
    timestamp: new Date().toISOString(),
  };
}
