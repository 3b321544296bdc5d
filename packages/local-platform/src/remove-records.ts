import { type Persistence } from 'monday-persistence';

const BATCH = 500;

/** Removes every record whose key begins with the prefix. Resolves to how many there were. */
export async function removeRecords(persistence: Persistence, prefix = ''): Promise<number> {
  let removed = 0;
  for (;;) {
    const entries = await persistence.scan({ prefix, limit: BATCH });
    if (entries.length === 0) return removed;
    await persistence.batch(entries.map(({ key }) => ({ type: 'delete', key })));
    removed += entries.length;
  }
}
