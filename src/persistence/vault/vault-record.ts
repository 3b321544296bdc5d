import { type Entry } from 'monday-persistence';
import { type VaultValue } from './vault.client.js';

/** A record as stored in the vault. */
export interface VaultRecord extends Entry {
  /** The owner whose index contains the key. */
  readonly owner?: string;
}

/** The value is text inside an object, so that it is returned unchanged. */
export function writeRecord({ value, version, expiresAt, owner }: Omit<VaultRecord, 'key'>): VaultValue {
  return {
    value,
    version,
    ...(expiresAt !== undefined && { expiresAt }),
    ...(owner !== undefined && { owner }),
  };
}

/** The record; `undefined` if it does not exist or was not written by this app. */
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
