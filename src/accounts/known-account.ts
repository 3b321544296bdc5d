/** An account that uses the app, as far as the app knows. */
export interface KnownAccount {
  readonly accountId: string;
  /**
   * A user with a live connection to monday, whose rights calls to monday have: an admin if one is connected. Absent if
   * nobody is connected.
   */
  readonly userId?: string;
  /** When monday last reported an install, in milliseconds since the epoch; absent if it reported none. */
  readonly installedAt?: number;
}
