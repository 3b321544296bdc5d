import { Injectable } from '@nestjs/common';
import {
  Persistence,
  type Change,
  type Entry,
  type RequiredVersion,
  type EntryUpsertResult,
  type Version,
} from '../../persistence/index.js';
import { DecryptionError, KeyRing } from '../../secrets/index.js';
import {
  type Connection,
  type ConnectionHead,
  type ConnectionOwner,
  type ConnectionState,
  type RefreshLease,
} from './connection.js';
import { type Role } from '../role.js';

/** A connection with the version that the next write must specify. */
export interface StoredConnection {
  readonly connection: Connection;
  readonly version: Version;
}

export interface StoredHead {
  readonly head: ConnectionHead;
  readonly version: Version;
}

interface Row {
  readonly grant: string;
  /** The id of the account's revocation. */
  readonly epoch: string;
  readonly state: ConnectionState;
  readonly lease?: RefreshLease;
  readonly role?: Role;
  readonly confirmedAt?: number;
  readonly unconfirmedSince?: number;
  readonly expiredAt?: number;
  readonly consentedAt?: number;
  readonly endWarnedAt?: number;
  /** Tokens and profile, encrypted. */
  readonly sealed: string;
}

type EncryptedFields = Pick<Connection, 'tokens' | 'profile'>;

const UNREADABLE = {
  state: 'expired',
  tokens: { accessToken: '', scopes: [] },
  profile: { name: '', email: '', role: 'guest', account: { slug: '', name: '' } },
} as const satisfies EncryptedFields & Pick<Connection, 'state'>;

/** The key of a connection. */
export const connectionKey = ({ accountId, userId }: ConnectionOwner): string =>
  `${accountPrefix(accountId)}${userId}`;

/** Prefix of the keys of all connections. */
export const connectionPrefix = 'auth/connection/';

/** Prefix of the keys of all connections of an account. */
export const accountPrefix = (accountId: string): string => `${connectionPrefix}${accountId}/`;

/** Stores connections in `persistence`. Tokens and personal data are encrypted and bound to their key. */
@Injectable()
export class ConnectionStore {
  constructor(
    private readonly persistence: Persistence,
    private readonly ring: KeyRing,
  ) {}

  async findHead(owner: ConnectionOwner): Promise<StoredHead | undefined> {
    const entry = await this.persistence.get(connectionKey(owner));
    return entry && { head: this.headOf(owner, entry), version: entry.version };
  }

  async find(owner: ConnectionOwner): Promise<StoredConnection | undefined> {
    const entry = await this.persistence.get(connectionKey(owner));
    return entry && { connection: this.connectionOf(owner, entry), version: entry.version };
  }

  headOf(owner: ConnectionOwner, { value }: Entry): ConnectionHead {
    return headOf(owner, JSON.parse(value) as Row);
  }

  /** If the encryption keys of a connection are lost, it counts as expired, and a new login replaces it. */
  connectionOf(owner: ConnectionOwner, { value }: Entry): Connection {
    const row = JSON.parse(value) as Row;
    const encrypted = this.open(row.sealed, connectionKey(owner));
    return { ...headOf(owner, row), ...(encrypted ?? UNREADABLE) };
  }

  /** The record of a connection. */
  changeOf(connection: Connection): Change & { readonly value: string } {
    const { grantId, revocationId, state, lease, tokens, profile } = connection;
    const { confirmedAt, unconfirmedSince, expiredAt, consentedAt, endWarnedAt } = connection;
    const encrypted = this.ring.encrypt(JSON.stringify({ tokens, profile }), connectionKey(connection));
    const row: Row = {
      grant: grantId,
      epoch: revocationId,
      state,
      ...(lease && { lease }),
      role: profile.role,
      confirmedAt,
      unconfirmedSince,
      expiredAt,
      consentedAt,
      endWarnedAt,
      sealed: encrypted,
    };
    return { value: JSON.stringify(row), owner: connection.accountId };
  }

  /** @throws PersistenceConflictError if another write came first */
  upsert(connection: Connection, version: RequiredVersion): Promise<EntryUpsertResult> {
    const { value, owner } = this.changeOf(connection);
    return this.persistence.upsert(connectionKey(connection), value, { version, owner });
  }

  private open(encrypted: string, key: string): EncryptedFields | undefined {
    try {
      return JSON.parse(this.ring.decrypt(encrypted, key).plaintext) as EncryptedFields;
    } catch (error) {
      if (error instanceof DecryptionError) return undefined;
      throw error;
    }
  }
}

function headOf({ accountId, userId }: ConnectionOwner, row: Row): ConnectionHead {
  const { grant: grantId, epoch: revocationId, state, lease, role, confirmedAt, unconfirmedSince } = row;
  const { expiredAt, consentedAt, endWarnedAt } = row;
  return {
    accountId,
    userId,
    grantId,
    revocationId,
    state,
    ...(lease && { lease }),
    role,
    confirmedAt,
    unconfirmedSince,
    expiredAt,
    consentedAt,
    endWarnedAt,
  };
}
