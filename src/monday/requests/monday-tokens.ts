import { Injectable } from '@nestjs/common';
import { SYSTEM_CLOCK } from '../../clock/index.js';
import { AppConfig } from '../../config/index.js';
import { SecretService } from '../../secrets/index.js';
import { HmacVerifier, type VerifiedClaims } from './hmac-verifier.js';
import { MondayTokenInvalidError } from './monday-requests.errors.js';
import {
  checkAudience,
  readDat,
  readEither,
  readId,
  readIssuedAt,
  readPlan,
  readText,
} from './read-claims.js';
import {
  type VerifiedAuthorizationUrl,
  type VerifiedLifecycleEvent,
  type VerifiedRequest,
  type VerifiedView,
} from './verified-request.js';

/** Claims that every session token of a view has. Lifecycle tokens have the same secret, and may have them too. */
const VIEW_CLAIMS = ['user_kind', 'is_view_only', 'is_guest'] as const;
/** The claim that only a token of the Authorization URL has (docs/monday-platform.md#tokens-that-monday-signs). */
const AUTHORIZATION_URL_CLAIM = 'backToUrl';

type SecretName = 'MONDAY_SIGNING_SECRET' | 'MONDAY_OAUTH_CLIENT_SECRET';

/**
 * Verifies the JWTs of monday, with one method for each family (docs/monday-platform.md#tokens-that-monday-signs).
 * There are five families with two secrets. The route determines the family, never the token.
 */
@Injectable()
export class MondayTokens {
  /** monday signs with the time of its machines, so a fake clock of the app must not apply. */
  private readonly verifier = new HmacVerifier(SYSTEM_CLOCK);

  constructor(
    private readonly secrets: SecretService,
    private readonly config: AppConfig,
  ) {}

  /**
   * Verifies the token of a block or a board webhook: signing secret, flat claims.
   * @param url address of the request, compared with `aud`
   * @throws MondayTokenInvalidError
   */
  verifySigned(token: string | undefined, url: URL | undefined): VerifiedRequest {
    const claims = this.verify(token, 'MONDAY_SIGNING_SECRET');
    const { accountId, userId } = readFlat(claims, url);
    return {
      accountId,
      userId,
      shortLivedToken: readText(claims['shortLivedToken']),
      subscription: readPlan(claims['subscription']),
      issuedAt: readIssuedAt(claims),
    };
  }

  /**
   * Verifies the token of the Authorization URL: signing secret, flat claims with the return address. It has no `aud`
   * and is visible in the user's address bar, so all other methods refuse it.
   * @param url address of the request, compared with `aud`
   * @throws MondayTokenInvalidError
   */
  verifyAuthorizationUrl(token: string | undefined, url: URL | undefined): VerifiedAuthorizationUrl {
    const claims = this.verifier.verify(token, this.secrets.require('MONDAY_SIGNING_SECRET'));
    return { ...readFlat(claims, url), backToUrl: readText(claims['backToUrl']) };
  }

  /**
   * Verifies the token of an app-feature lifecycle event: signing secret, wrapped claims.
   * @throws MondayTokenInvalidError
   */
  verifyFeatureLifecycle(token: string | undefined, url: URL | undefined): VerifiedRequest {
    const claims = this.verify(token, 'MONDAY_SIGNING_SECRET');
    const dat = readDat(claims);
    checkAudience(claims, url);
    return {
      accountId: readId(dat['account_id']),
      userId: readId(dat['user_id']),
      shortLivedToken: readText(dat['short_lived_token']),
      issuedAt: readIssuedAt(claims),
    };
  }

  /**
   * Verifies the session token of a board view of this app: client secret, wrapped claims.
   * @throws MondayTokenInvalidError
   */
  verifyView(token: string | undefined): VerifiedView {
    const claims = this.verify(token, 'MONDAY_OAUTH_CLIENT_SECRET');
    const dat = readDat(claims);
    if (!VIEW_CLAIMS.some((name) => name in dat)) throw new MondayTokenInvalidError('another family');
    if (dat['client_id'] !== this.config.monday.clientId) throw new MondayTokenInvalidError('another app');
    const kind = dat['user_kind'];
    return {
      accountId: readId(dat['account_id']),
      userId: readId(dat['user_id']),
      isAdmin: dat['is_admin'] === true,
      isGuest: dat['is_guest'] === true || kind === 'guest',
      isViewOnly: dat['is_view_only'] === true || kind === 'view_only' || kind === 'viewer',
      accountSlug: readText(dat['slug']),
      subscription: readPlan(dat['subscription']),
      issuedAt: readIssuedAt(claims),
    };
  }

  /**
   * Verifies the token of an app lifecycle event: client secret; flat claims, claims under `dat`, or both. It may carry
   * the claims of a view, so a view's token passes too, and `isProven` says whether it can be one of an ordinary user.
   * @throws MondayTokenInvalidError
   */
  verifyLifecycle(token: string | undefined, url: URL | undefined): VerifiedLifecycleEvent {
    const claims = this.verify(token, 'MONDAY_OAUTH_CLIENT_SECRET');
    const places = 'dat' in claims ? [claims, readDat(claims)] : [claims];
    for (const { client_id: snake, clientId: camel } of places) {
      const isOurs = [snake, camel].every((id) => id === undefined || id === this.config.monday.clientId);
      if (!isOurs) throw new MondayTokenInvalidError('another app');
    }
    checkAudience(claims, url);
    return {
      accountId: readId(readEither(places, ['account_id', 'accountId'])),
      userId: readId(readEither(places, ['user_id', 'userId'])),
      appId: readEither(places, ['app_id', 'appId']),
      isProven: places.some(isOfAdmin) || !places.some(isOfView),
    };
  }

  /** The claims of all families except the Authorization URL. */
  private verify(token: string | undefined, secret: SecretName): VerifiedClaims {
    const claims = this.verifier.verify(token, this.secrets.require(secret));
    if (AUTHORIZATION_URL_CLAIM in claims) throw new MondayTokenInvalidError('another family');
    return claims;
  }
}

const isOfView = (claims: VerifiedClaims): boolean => VIEW_CLAIMS.some((name) => name in claims);

const isOfAdmin = (claims: VerifiedClaims): boolean =>
  claims['is_admin'] === true || claims['user_kind'] === 'admin';

/** Account and user in flat claims. */
function readFlat(claims: VerifiedClaims, url: URL | undefined): VerifiedRequest {
  if ('dat' in claims) throw new MondayTokenInvalidError('another family');
  checkAudience(claims, url);
  return { accountId: readId(claims['accountId']), userId: readId(claims['userId']) };
}
