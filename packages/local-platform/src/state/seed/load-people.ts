import { type PlatformDatabase } from '../../database/index.js';
import { loadOnce } from './load-once.js';
import { type Seed } from './seed.js';

/** When the accounts of the seed were opened. */
const OPENED_AT = Date.UTC(2026, 8, 1, 9, 0);

/** Writes the accounts and users of the seed into the database; existing ones are updated. */
export function loadPeople(database: PlatformDatabase, { accounts, users }: Seed): void {
  loadOnce(database, 'people', { accounts, users }, () => {
    for (const { id, slug, name, tier } of accounts) {
      database.run(
        `INSERT INTO accounts (id, slug, name, tier, country_code, created_at) VALUES (?, ?, ?, ?, 'SE', ?)
         ON CONFLICT (id) DO UPDATE SET slug = excluded.slug, name = excluded.name, tier = excluded.tier`,
        Number(id),
        slug,
        name,
        tier,
        OPENED_AT,
      );
    }
    for (const { id, accountId, name, email, role, title } of users) {
      database.run(
        `INSERT INTO users (id, account_id, name, email, kind, title, became_active_at, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, email = excluded.email, kind = excluded.kind,
           title = excluded.title`,
        Number(id),
        Number(accountId),
        name,
        email,
        role === 'viewer' ? 'view_only' : role,
        title,
        OPENED_AT,
      );
    }
  });
}
