/**
 * Where clients of monday get the current caller's access token. Auth provides it; who calls monday on behalf of a
 * caller depends on this port instead of on auth.
 */
export abstract class AccessTokens {
  /** The current caller's token, refreshed if that is due. @throws BaseError if the caller has no connection */
  abstract accessToken(): Promise<string>;

  /**
   * Another token in place of one that monday answered with 401. Ask once a call.
   * @throws BaseError if the connection is over
   */
  abstract refreshRejected(token: string): Promise<string>;
}
