import type { Entry } from '../persistence.js';
import type { VaultValue } from './vault-client.js';

/** A record as the vault keeps it. The value is text inside of an object, so that it comes back as it went in. */
export function writeRecord({ value, version, expiresAt }: Omit<Entry, 'key'>): VaultValue {
  return { value, version, ...(expiresAt !== undefined && { expiresAt }) };
}

/** The record, or `undefined` where there is none, or something that this app never wrote. */
export function readRecord(key: string, stored: VaultValue | undefined): Entry | undefined {
  const { value, version, expiresAt } = stored ?? {};
  if (typeof value !== 'string' || typeof version !== 'string') return undefined;
  return { key, value, version, ...(typeof expiresAt === 'number' && { expiresAt }) };
}
