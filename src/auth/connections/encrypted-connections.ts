import { BUSY, type EncryptedRecords } from '../../secrets/index.js';
import { type RefreshLease } from './connection.js';

interface EncryptedRow {
  readonly sealed: string;
  readonly lease?: RefreshLease;
}

/** Connections and pending revocations, for key rotation. */
export const ENCRYPTED_CONNECTIONS: readonly EncryptedRecords[] = [
  {
    prefix: 'auth/connection/',
    reencrypt: (key, value, reencrypt, now) => {
      const row = JSON.parse(value) as EncryptedRow;
      const renewed = JSON.stringify({ ...row, sealed: reencrypt(row.sealed, key) });
      // A process that is refreshing the tokens would mistake this write for a new login and discard its tokens.
      return row.lease && row.lease.until > now ? BUSY : renewed;
    },
  },
  {
    prefix: 'auth/revocation/',
    reencrypt: (key, value, reencrypt) => {
      const row = JSON.parse(value) as EncryptedRow;
      return JSON.stringify({ ...row, sealed: reencrypt(row.sealed, key) });
    },
  },
];
