import { type PlatformDatabase } from '../database/index.js';
import { type Account, type User, type UserRole } from './account.js';

interface AccountRow {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  readonly tier: Account['tier'];
}

interface UserRow {
  readonly id: number;
  readonly account_id: number;
  readonly name: string;
  readonly email: string;
  readonly kind: string;
  readonly title: string;
  readonly status: string;
}

/** A user who may not log in. */
export interface InactiveUser extends User {
  /** INACTIVE or PENDING */
  readonly status: string;
}

/** Accounts and users who may log in, as the rest of the platform knows them. The GraphQL API reads the rows themselves. */
export class AccountStore {
  constructor(private readonly database: PlatformDatabase) {}

  accounts(): Account[] {
    return this.database.all<AccountRow>('SELECT * FROM accounts ORDER BY rowid').map(toAccount);
  }

  findAccount(id: string): Account | undefined {
    const row = this.database.get<AccountRow>('SELECT * FROM accounts WHERE id = ?', Number(id));
    return row && toAccount(row);
  }

  /** Active users, optionally of one account. */
  users(accountId?: string): User[] {
    const active = "SELECT * FROM users WHERE is_deleted = 0 AND status = 'ACTIVE'";
    const rows =
      accountId === undefined
        ? this.database.all<UserRow>(`${active} ORDER BY id`)
        : this.database.all<UserRow>(`${active} AND account_id = ? ORDER BY id`, Number(accountId));
    return rows.map(toUser);
  }

  /** Users who are invited or deactivated, and may not log in. */
  inactiveUsers(accountId: string): InactiveUser[] {
    return this.database
      .all<UserRow>(
        "SELECT * FROM users WHERE is_deleted = 0 AND status <> 'ACTIVE' AND account_id = ? ORDER BY id",
        Number(accountId),
      )
      .map((row) => ({ ...toUser(row), status: row.status }));
  }

  /** An active user. */
  findUser(id: string): User | undefined {
    const row = this.database.get<UserRow>(
      "SELECT * FROM users WHERE id = ? AND is_deleted = 0 AND status = 'ACTIVE'",
      Number(id),
    );
    return row && toUser(row);
  }
}

function toAccount({ id, slug, name, tier }: AccountRow): Account {
  return { id: String(id), slug, name, tier };
}

function toUser({ id, account_id, name, email, kind, title }: UserRow): User {
  const role = (kind === 'view_only' ? 'viewer' : kind) as UserRole;
  return { id: String(id), accountId: String(account_id), name, email, role, title };
}
