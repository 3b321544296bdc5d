import { type Db } from 'mongodb';
import { collectionsOf } from './collections.js';
import { isDuplicate } from './document-db.errors.js';

interface Migration {
  readonly name: string;
  /** May run at the same time in several instances, and again after a crash. */
  readonly run: (db: Db) => Promise<unknown>;
}

/** In order. Never change a released migration; add a new one. */
const MIGRATIONS: readonly Migration[] = [
  {
    name: '001-records',
    // `_id` has its own index, which orders by UTF-8 bytes. This one finds what has expired.
    run: (db) => collectionsOf(db).records.createIndex({ e: 1 }, { name: 'by_expiry' }),
  },
];

interface AppliedMigration {
  readonly _id: string;
}

/** Names of the migrations that have not run. */
export async function pendingMigrations(db: Db): Promise<string[]> {
  const found = await appliedIn(db).find().toArray();
  const applied = new Set(found.map(({ _id }) => _id));
  return MIGRATIONS.map(({ name }) => name).filter((name) => !applied.has(name));
}

/** Fails if the user may not write. Deletes nothing. */
export async function checkWritable(db: Db): Promise<void> {
  await collectionsOf(db).records.deleteOne({ _id: 'persistence/write-check' });
}

/** Brings the collections up to date. Instances that start together run the same migrations, which is harmless. */
export async function migrate(db: Db): Promise<void> {
  const pending = new Set(await pendingMigrations(db));
  for (const { name, run } of MIGRATIONS) {
    if (!pending.has(name)) continue;
    await run(db);
    await appliedIn(db)
      .insertOne({ _id: name })
      .catch((error: unknown) => {
        if (!isDuplicate(error)) throw error;
      });
  }
}

const appliedIn = (db: Db) => db.collection<AppliedMigration>('persistence_migrations');
