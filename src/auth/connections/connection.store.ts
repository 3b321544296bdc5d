import { Injectable } from '@nestjs/common';
import { Persistence, type Expected, type Version } from '../../persistence/index.js';
import { DecryptionError, KeyRing } from '../../secrets/index.js';
import type {
  Connection,
  ConnectionHead,
  ConnectionOwner,
  ConnectionState,
  RefreshLease,
} from './connection.js';

/** A connection with the version that a write must name. */
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
  readonly epoch: string;
  readonly state: ConnectionState;
  readonly lease?: RefreshLease;
  /** Tokens and profile, encrypted. */
  readonly sealed: string;
}

type Sealed = Pick<Connection, 'tokens' | 'profile'>;

const UNREADABLE = {
  state: 'expired',
  tokens: { accessToken: '', scopes: [] },
  profile: { name: '', email: '', role: 'guest', account: { slug: '', name: '' } },
} as const satisfies Sealed & Pick<Connection, 'state'>;

/** Under which key a connection is kept. */
export const connectionKey = ({ accountId, userId }: ConnectionOwner): string =>
  `${accountPrefix(accountId)}${userId}`;

/** The keys of all connections of an account begin with this. */
export const accountPrefix = (accountId: string): string => `auth/connection/${accountId}/`;

/** Keeps connections in `persistence`; tokens and personal data are encrypted and tied to their key. */
@Injectable()
export class ConnectionStore {
  constructor(
    private readonly persistence: Persistence,
    private readonly ring: KeyRing,
  ) {}

  async findHead(owner: ConnectionOwner): Promise<StoredHead | undefined> {
    const row = await this.read(owner);
    return row && { head: headOf(owner, row.value), version: row.version };
  }

  /** Where the keys that a connection was written with are gone, it counts as expired: a new login mends it. */
  async find(owner: ConnectionOwner): Promise<StoredConnection | undefined> {
    const row = await this.read(owner);
    if (!row) return undefined;
    const head = headOf(owner, row.value);
    const sealed = this.open(row.value.sealed, connectionKey(owner));
    const connection: Connection = sealed ? { ...head, ...sealed } : { ...head, ...UNREADABLE };
    return { connection, version: row.version };
  }

  /** @throws PersistenceConflictError where another write came first */
  async put(connection: Connection, expected: Expected): Promise<Version> {
    const { grantId, epoch, state, lease, tokens, profile } = connection;
    const key = connectionKey(connection);
    const sealed = this.ring.encrypt(JSON.stringify({ tokens, profile }), key);
    const row: Row = { grant: grantId, epoch, state, ...(lease && { lease }), sealed };
    const owner = connection.accountId;
    const { version } = await this.persistence.put(key, JSON.stringify(row), { expected, owner });
    return version;
  }

  private open(sealed: string, key: string): Sealed | undefined {
    try {
      return JSON.parse(this.ring.decrypt(sealed, key).plaintext) as Sealed;
    } catch (error) {
      if (error instanceof DecryptionError) return undefined;
      throw error;
    }
  }

  private async read(owner: ConnectionOwner): Promise<{ value: Row; version: Version } | undefined> {
    const entry = await this.persistence.get(connectionKey(owner));
    return entry && { value: JSON.parse(entry.value) as Row, version: entry.version };
  }
}

function headOf({ accountId, userId }: ConnectionOwner, row: Row): ConnectionHead {
  const { grant, epoch, state, lease } = row;
  return { accountId, userId, grantId: grant, epoch, state, ...(lease && { lease }) };
}
