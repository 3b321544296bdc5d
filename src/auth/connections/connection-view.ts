import { type Connection } from './connection.js';
import { endOf, isEnding } from './connection-end.js';

/** The public view of a user's connection to monday. */
export interface ConnectionView {
  readonly state: 'connected' | 'expired' | 'none';
  /** Address that starts the login; only if the user is not connected. */
  readonly loginUrl?: string;
  /** When monday is expected to end the connection, ISO 8601; absent if that is not known. */
  readonly endsAt?: string;
  /** Address that starts the login which renews the connection; only in its last 30 days. */
  readonly renewUrl?: string;
}

/**
 * @param connection `undefined` if the user has none
 * @param now milliseconds since the epoch
 */
export function connectionViewOf(
  connection: Connection | undefined,
  loginUrl: string,
  now: number,
): ConnectionView {
  if (connection?.state !== 'connected') return { state: connection?.state ?? 'none', loginUrl };
  const endsAt = endOf(connection);
  return {
    state: 'connected',
    ...(endsAt !== undefined && { endsAt: new Date(endsAt).toISOString() }),
    ...(isEnding(endsAt, now) && { renewUrl: loginUrl }),
  };
}
