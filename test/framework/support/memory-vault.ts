import { VaultClient, type VaultValue } from '../../../src/persistence/vault/index.js';

/** A vault without limits, in memory. */
export class MemoryVault extends VaultClient {
  readonly values = new Map<string, VaultValue>();

  /** Key and content of all records and indexes that it holds. */
  get records(): [key: string, content: string][] {
    return [...this.values].map(([name, value]) => [
      Buffer.from(name, 'base64url').toString(),
      JSON.stringify(value),
    ]);
  }

  get keys(): string[] {
    return this.records.map(([key]) => key);
  }

  override read = (key: string): Promise<VaultValue | undefined> => Promise.resolve(this.values.get(key));

  override write(key: string, value: VaultValue): Promise<void> {
    this.values.set(key, value);
    return Promise.resolve();
  }

  override remove(key: string): Promise<void> {
    this.values.delete(key);
    return Promise.resolve();
  }
}
