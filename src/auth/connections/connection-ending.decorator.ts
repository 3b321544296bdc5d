import { SetMetadata } from '@nestjs/common';

export const CONNECTION_ENDING = Symbol('CONNECTION_ENDING');

/** A connection to monday that ends soon, unless its user logs in again. */
export interface ConnectionEnding {
  readonly accountId: string;
  readonly userId: string;
  /** ISO 8601. It may end a few days later (docs/monday-platform.md#refresh-and-revocation). */
  readonly endsAt: string;
  /** Address that starts the login; a path if the public URL is not known. */
  readonly renewUrl: string;
}

/** A method that is called for a connection that ends soon, on behalf of its user. */
export type ConnectionEndingMethod = (ending: ConnectionEnding) => Promise<void> | void;

/**
 * Marks a method that asks users to log in again, for example by a mail or a notification of monday. It runs in the
 * queue, once for each consent, at the first refresh of the tokens within the last 30 days. It is retried after a
 * failure, so it must be idempotent.
 */
export const OnConnectionEnding =
  () =>
  <M extends ConnectionEndingMethod>(
    target: object,
    key: string | symbol,
    method: TypedPropertyDescriptor<M>,
  ): void => {
    SetMetadata(CONNECTION_ENDING, true)(target, key, method);
  };
