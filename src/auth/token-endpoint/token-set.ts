import { peekToken } from '../peek-token.js';

/** Reply of monday's token endpoint (docs/monday-platform.md#oauth-token-endpoint). */
export interface TokenSet {
  readonly accessToken: string;
  /** Absent in the legacy flow, whose access tokens do not expire. */
  readonly refreshToken?: string;
  readonly scopes: readonly string[];
}

/**
 * When the access token expires, in milliseconds since the epoch; `undefined` if it does not say. Only the claim `exp`
 * is documented, and no claim is trusted (docs/monday-platform.md#access-tokens).
 */
export function expiryOf(accessToken: string): number | undefined {
  const exp = peekToken(accessToken)?.payload.exp;
  return typeof exp === 'number' && Number.isFinite(exp) ? exp * 1000 : undefined;
}
