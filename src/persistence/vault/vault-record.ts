import { type Entry } from 'monday-persistence';
import { type VaultValue } from './vault.client.js';

/** A record as the vault keeps it. */
export interface VaultRecord extends Entry {
  /** In whose index its key stands. */
  readonly owner?: string;
}

/** The value is text inside of an object, so that it comes back as it went in. */
export function writeRecord({ value, version, expiresAt, owner }: Omit<VaultRecord, 'key'>): VaultValue {
  return {
    value,
    version,
    ...(expiresAt !== undefined && { expiresAt }),
    ...(owner !== undefined && { owner }),
  };
}

/** The record, or `undefined` if there is none, or something that this app never wrote. */
export function readRecord(key: string, stored: VaultValue | undefined): VaultRecord | undefined {
  const { value, version, expiresAt, owner } = stored ?? {};
  if (typeof value !== 'string' || typeof version !== 'string') return undefined;
  return {
    key,
    value,
    version,
    ...(typeof expiresAt === 'number' && { expiresAt }),
    ...(typeof owner === 'string' && { owner }),
  };
}
