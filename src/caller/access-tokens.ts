/**
 * Provides the current caller's access token for calls to monday. `auth` implements it, so that clients of monday do
 * not depend on `auth`.
 */
export abstract class AccessTokens {
  /** The current caller's token, refreshed if that is due. @throws BaseError if the caller has no connection */
  abstract accessToken(): Promise<string>;

  /**
   * A new token to replace one that monday answered with 401. Call it once per request.
   * @throws BaseError if the connection has ended
   */
  abstract refreshRejected(token: string): Promise<string>;
}
