import { SetMetadata } from '@nestjs/common';

export const PURGES_ACCOUNT = Symbol('PURGES_ACCOUNT');

/** How many records went; or the command with which the operator must remove what the app itself cannot reach. */
export type Purged = number | { readonly byOperator: string };

export type PurgeMethod = (accountId: string) => Promise<Purged>;

/**
 * Marks a provider's method that removes everything its module keeps of one account. It is called once the account has
 * uninstalled the app and the grace period is over, and again if it failed: it must bear having nothing to do.
 * @param what names the data in the record of the purge, unique in the app
 */
export const PurgesAccount =
  (what: string) =>
  <M extends PurgeMethod>(target: object, key: string | symbol, method: TypedPropertyDescriptor<M>): void => {
    SetMetadata(PURGES_ACCOUNT, what)(target, key, method);
  };
