import { Injectable } from '@nestjs/common';
import { Clock } from 'monday-persistence/clock';
import { PlatformDatabase } from '../database/index.js';
import { type User } from '../state/index.js';
import { type ConnectedAccount, type IdentifiedAccount, type ProviderTokens } from './connection.js';

interface Row {
  readonly id: number;
  readonly account_id: number;
  readonly user_id: number;
  readonly credentials_key: string;
  readonly name: string;
  readonly provider_account_identifier: string;
  readonly state: ConnectedAccount['state'];
}

const SELECT =
  'SELECT c.*, t.credentials_key FROM connections c JOIN connection_tokens t ON t.connection_id = c.id';

/** The accounts at third parties that users connected. */
@Injectable()
export class ConnectedAccountStore {
  constructor(
    private readonly database: PlatformDatabase,
    private readonly clock: Clock,
  ) {}

  list(): ConnectedAccount[] {
    return this.database.all<Row>(`${SELECT} ORDER BY c.id`).map(toConnection);
  }

  find(id: number): ConnectedAccount | undefined {
    const row = this.database.get<Row>(`${SELECT} WHERE c.id = ?`, id);
    return row && toConnection(row);
  }

  /** The account of the user that was connected last. */
  latest(user: User, credentials: string): ConnectedAccount | undefined {
    const row = this.database.get<Row>(
      `${SELECT} WHERE c.user_id = ? AND t.credentials_key = ? AND c.state = 'ACTIVE'
       ORDER BY c.updated_at DESC, c.id DESC LIMIT 1`,
      Number(user.id),
      credentials,
    );
    return row && toConnection(row);
  }

  /** Adds the account, or the new tokens of one that the user had connected before. */
  save(
    user: User,
    { key, name }: { readonly key: string; readonly name: string },
    { providerUniqueIdentifier, displayName }: IdentifiedAccount,
    tokens: ProviderTokens,
  ): ConnectedAccount {
    const known = this.list().find(
      (each) =>
        each.userId === user.id &&
        each.credentials === key &&
        each.providerUniqueIdentifier === providerUniqueIdentifier,
    );
    const id = known?.id ?? this.database.nextId('connections');
    const now = this.clock.now();
    if (known) {
      this.database.run(
        "UPDATE connections SET name = ?, state = 'ACTIVE', updated_at = ? WHERE id = ?",
        displayName,
        now,
        id,
      );
    } else {
      this.database.insert('connections', {
        id,
        account_id: Number(user.accountId),
        user_id: Number(user.id),
        provider: name,
        name: displayName,
        method: 'oauth2',
        provider_account_identifier: providerUniqueIdentifier,
        state: 'ACTIVE',
        created_at: now,
        updated_at: now,
      });
    }
    this.saveTokens(id, key, tokens);
    return this.find(id)!;
  }

  tokensOf(id: number): ProviderTokens | undefined {
    const row = this.database.get<{ access_token: string; refresh_token: string | null; expires_at: number }>(
      'SELECT * FROM connection_tokens WHERE connection_id = ?',
      id,
    );
    if (!row) return undefined;
    const { access_token: accessToken, refresh_token: refreshToken, expires_at: expiresAt } = row;
    return { accessToken, expiresAt, ...(refreshToken !== null && { refreshToken }) };
  }

  saveTokens(id: number, key: string, { accessToken, refreshToken, expiresAt }: ProviderTokens): void {
    this.database.run(
      'INSERT OR REPLACE INTO connection_tokens VALUES (?, ?, ?, ?, ?)',
      id,
      key,
      accessToken,
      refreshToken ?? null,
      expiresAt,
    );
  }

  /** The user must connect the account again. */
  deactivate(id: number): void {
    this.database.run("UPDATE connections SET state = 'INACTIVE' WHERE id = ?", id);
  }

  /** Whether there was one. */
  remove(id: number): boolean {
    this.database.run('DELETE FROM connection_tokens WHERE connection_id = ?', id);
    return this.database.run('DELETE FROM connections WHERE id = ?', id) > 0;
  }
}

function toConnection(row: Row): ConnectedAccount {
  return {
    id: row.id,
    accountId: String(row.account_id),
    userId: String(row.user_id),
    credentials: row.credentials_key,
    displayName: row.name,
    providerUniqueIdentifier: row.provider_account_identifier,
    state: row.state,
  };
}
