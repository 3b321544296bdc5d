import { setImmediate as turn } from 'node:timers/promises';
import { type Entry, type Persistence } from '../persistence/index.js';
import { type Purged } from './purges-account.decorator.js';

const PAGE = 100;

/**
 * Deletes the records under `prefix`, all or those that `isOfAccount` picks by their values, and resolves to how many
 * there were. A store that cannot list its keys keeps them; what they held of the account is encrypted and cut off.
 */
export async function purgeRecords(
  persistence: Persistence,
  prefix: string,
  isOfAccount: (entry: Entry) => boolean = () => true,
): Promise<Purged> {
  if (!persistence.capabilities.scan) return { byOperator: `delete the values under ${prefix} by hand` };
  let deleted = 0;
  let after: string | undefined;
  for (;;) {
    const page = await persistence.scan({ prefix, after, limit: PAGE });
    const gone = page.filter(isOfAccount);
    if (gone.length > 0) await persistence.batch(gone.map(({ key }) => ({ type: 'delete', key })));
    deleted += gone.length;
    after = page.at(-1)?.key;
    if (page.length < PAGE) return deleted;
    // A store may answer without a turn of the event loop; others want theirs.
    await turn();
  }
}

/** Picks records of JSON whose field `accountId`, at the top or in `subject`, is the account. */
export const namesAccount =
  (accountId: string) =>
  ({ value }: Entry): boolean => {
    const record = JSON.parse(value) as { accountId?: unknown; subject?: { accountId?: unknown } };
    return record.accountId === accountId || record.subject?.accountId === accountId;
  };
