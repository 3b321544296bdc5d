import { isObject } from 'monday-persistence/json';
import { type Clock } from 'monday-persistence/clock';
import { type Entry, type Persistence } from 'monday-persistence';

/** Records of an account that have no owner: its installation and its revocations. */
const keysOfAccount = (accountId: string): string[] => [
  `account-data/lives/${encodeURIComponent(accountId)}`,
  `auth/account/${accountId}`,
];

/** Keys that contain an account, of records that are read before the caller is known. */
const KEY_OF_ACCOUNT =
  /^(?:auth\/connection|auth\/account|account-data\/lives|mail|monday\/(?:triggers|action-runs))\/(?!rate\/)([^/%]+)(?=\/|$)/;

/** The account in the key of a record, if it has one in a form that version 0.1.0 wrote. */
export function accountInKey(key: string): string | undefined {
  const [, accountId] = KEY_OF_ACCOUNT.exec(key) ?? [];
  return accountId;
}

/** The account in a JSON record, at the top level or in `subject`, as sessions and refresh tokens have it. */
export function accountInValue({ value }: Entry): string | undefined {
  const record: unknown = JSON.parse(value);
  const subject = isObject(record) && isObject(record['subject']) ? record['subject'] : record;
  const accountId = isObject(subject) ? subject['accountId'] : undefined;
  return typeof accountId === 'string' ? accountId : undefined;
}

/** The records of an account, or of another owner, in a store that cannot list its keys, in pages. */
export async function* recordsOfOwner(
  store: Persistence,
  owner: string,
  limit: number,
): AsyncGenerator<readonly Entry[], void, void> {
  yield* store.pages({ prefix: '', limit, owner });
  yield await recordsAt(store, keysOfAccount(owner));
}

/** The live records with these keys. */
export async function recordsAt(store: Persistence, keys: readonly string[]): Promise<Entry[]> {
  const found: Entry[] = [];
  for (const key of keys) {
    const entry = await store.get(key);
    if (entry) found.push(entry);
  }
  return found;
}

/** The remaining time of a record in whole seconds, 0 for an expired one; `undefined` for a record that does not expire. */
export function remainingSeconds({ expiresAt }: Entry, clock: Clock): number | undefined {
  return expiresAt === undefined ? undefined : Math.max(0, Math.ceil((expiresAt - clock.now()) / 1_000));
}
