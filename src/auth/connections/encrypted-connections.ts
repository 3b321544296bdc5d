import { BUSY, type SealedRecords } from '../../secrets/index.js';
import type { RefreshLease } from './connection.js';

interface Sealed {
  readonly sealed: string;
  readonly lease?: RefreshLease;
}

/** Connections and what is still to be revoked, for the rotation of keys. */
export const SEALED_CONNECTIONS: readonly SealedRecords[] = [
  {
    prefix: 'auth/connection/',
    reseal: (key, value, reseal) => {
      const row = JSON.parse(value) as Sealed;
      const renewed = JSON.stringify({ ...row, sealed: reseal(row.sealed, key) });
      // Whoever refreshes the tokens would take the write for a new login, and give the new tokens up.
      return row.lease && row.lease.until > Date.now() ? BUSY : renewed;
    },
  },
  {
    prefix: 'auth/revocation/',
    reseal: (key, value, reseal) => {
      const row = JSON.parse(value) as Sealed;
      return JSON.stringify({ ...row, sealed: reseal(row.sealed, key) });
    },
  },
];
