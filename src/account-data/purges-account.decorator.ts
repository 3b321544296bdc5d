import { SetMetadata } from '@nestjs/common';

export const PURGES_ACCOUNT = Symbol('PURGES_ACCOUNT');

/** Number of deleted records; or the command that the operator must run to delete data that the app cannot reach. */
export type Purged = number | { readonly byOperator: string };

export type PurgeMethod = (accountId: string) => Promise<Purged>;

/**
 * Marks a method that deletes all data of one account in its module. It is called after the account uninstalled the app
 * and the grace period ended. It is called again after a failure, so it must be idempotent.
 * @param what name of the data in the record of the purge, unique in the app
 */
export const PurgesAccount =
  (what: string) =>
  <M extends PurgeMethod>(target: object, key: string | symbol, method: TypedPropertyDescriptor<M>): void => {
    SetMetadata(PURGES_ACCOUNT, what)(target, key, method);
  };
