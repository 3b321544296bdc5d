import { type Entry, type Persistence } from '../persistence/index.js';

const PAGE = 100;
/** Page size on a store that needs one call for each record, so that other work can run in between. */
const SMALL_PAGE = 10;

/**
 * Deletes an account's records under `prefix`, all or those that `isOfAccount` picks by their values, and resolves to
 * their number. The records must have been written with the account as `owner`, because a store that cannot list its
 * keys finds them only by owner.
 */
export async function purgeRecords(
  persistence: Persistence,
  accountId: string,
  prefix: string,
  isOfAccount: (entry: Entry) => boolean = () => true,
): Promise<number> {
  const limit = persistence.capabilities.scan ? PAGE : SMALL_PAGE;
  let deleted = 0;
  for await (const page of persistence.pages({ prefix, limit, owner: accountId })) {
    const gone = page.filter(isOfAccount);
    if (gone.length > 0) await persistence.batch(gone.map(({ key }) => ({ type: 'delete', key })));
    deleted += gone.length;
  }
  return deleted;
}

/** Selects JSON records whose field `accountId`, at the top level or in `subject`, is the account. */
export const namesAccount =
  (accountId: string) =>
  ({ value }: Entry): boolean => {
    const record = JSON.parse(value) as { accountId?: unknown; subject?: { accountId?: unknown } };
    return record.accountId === accountId || record.subject?.accountId === accountId;
  };
