import { join } from 'node:path';
import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { sha256 } from 'monday-persistence/hash';
import { SQLITE_SETTINGS, SqlitePersistence } from 'monday-persistence/sqlite';
import { redirectSigner } from '../../../packages/local-platform/src/vault/index.js';
import { vaultKey } from '../../../src/persistence/vault/vault-key.js';
import { TestPlatform } from '../../../src/testing/index.js';

const NAMES = ['K_SERVICE', 'SECURE_STORAGE_ADDRESS', 'GCE_METADATA_HOST'] as const;
const RECORDS = 'vault/';

/**
 * A local platform whose vault the SDK of monday finds through this process's variables. One at a time in a process, and
 * not again after it: the SDK keeps its tokens.
 */
export class VaultPlatform {
  private constructor(
    readonly platform: TestPlatform,
    private readonly records: SqlitePersistence,
    private readonly undo: () => void,
  ) {}

  static async start(limits: 'on' | 'off' = 'off'): Promise<VaultPlatform> {
    const platform = await TestPlatform.start({ variables: { SANDBOX_LIMITS: limits } });
    const records = new SqlitePersistence({
      ...SQLITE_SETTINGS,
      path: join(platform.dataDir, 'sandbox.db'),
      clock: SYSTEM_CLOCK,
    });
    await records.open();
    const { SECURE_STORAGE_ADDRESS, GCE_METADATA_HOST } = platform.variables;
    Object.assign(process.env, { K_SERVICE: 'app', SECURE_STORAGE_ADDRESS, GCE_METADATA_HOST });
    return new VaultPlatform(platform, records, redirectSigner(platform.url));
  }

  /** How many values the vault keeps. */
  async count(): Promise<number> {
    return (await this.keys()).length;
  }

  async clear(): Promise<void> {
    for (const key of await this.keys()) await this.records.delete(key);
  }

  /** Removes one record of the app. */
  async forget(key: string): Promise<void> {
    await this.records.delete(`${RECORDS}${sha256(vaultKey(key))}`);
  }

  async close(): Promise<void> {
    this.undo();
    for (const name of NAMES) delete process.env[name];
    await this.records.close();
    await this.platform.close();
  }

  private async keys(): Promise<string[]> {
    return (await this.records.scan({ prefix: RECORDS, limit: 10_000 })).map(({ key }) => key);
  }
}
