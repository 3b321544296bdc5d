import { withDeadline } from 'monday-persistence/deadline';
import { type MondayFailure } from '../../errors/index.js';
import { type OutgoingCalls } from '../../telemetry/index.js';
import { VaultError, VaultTimeoutError } from './vault.errors.js';
import { VaultClient, type VaultValue } from './vault.client.js';

/** What this adapter uses of the SDK's `SecureStorage`. */
interface SdkSecureStorage {
  get(key: string): Promise<unknown>;
  set(key: string, value: VaultValue): Promise<unknown>;
  delete(key: string): Promise<unknown>;
}

export interface SdkVaultClientOptions {
  /** Limit of one call, in milliseconds; the SDK has none of its own. */
  readonly timeoutMs: number;
  /** Makes the SDK's `SecureStorage`; default imports the SDK, which takes 70 MB, at the first call. */
  readonly load?: () => Promise<SdkSecureStorage>;
  readonly calls: OutgoingCalls;
}

/**
 * The vault through `@mondaycom/apps-sdk`, which reads `K_SERVICE` and `SECURE_STORAGE_ADDRESS` from the process itself.
 * Calls of its own side by side each log in; `PacedVaultClient` sends one at a time.
 */
export class SdkVaultClient extends VaultClient {
  private sdk: Promise<SdkSecureStorage> | undefined;

  constructor(private readonly options: SdkVaultClientOptions) {
    super();
  }

  override async read(key: string): Promise<VaultValue | undefined> {
    const value = await this.call((sdk) => sdk.get(key));
    return typeof value === 'object' && value !== null ? (value as VaultValue) : undefined;
  }

  override async write(key: string, value: VaultValue): Promise<void> {
    await this.call((sdk) => sdk.set(key, value));
  }

  override async remove(key: string): Promise<void> {
    await this.call((sdk) => sdk.delete(key));
  }

  private call<T>(work: (sdk: SdkSecureStorage) => Promise<T>): Promise<T> {
    return this.options.calls.run('secure-storage', () => this.attempt(work));
  }

  private async attempt<T>(work: (sdk: SdkSecureStorage) => Promise<T>): Promise<T> {
    try {
      const { timeoutMs } = this.options;
      const call = this.load().then((sdk) => work(sdk));
      return await withDeadline(call, timeoutMs, () => {
        throw new VaultTimeoutError(timeoutMs);
      });
    } catch (error) {
      throw error instanceof VaultError ? error : failureOf(error);
    }
  }

  private load(): Promise<SdkSecureStorage> {
    this.sdk ??= (this.options.load ?? loadSdk)();
    // A surrounding that was not ready may be, next time.
    this.sdk.catch(() => (this.sdk = undefined));
    return this.sdk;
  }
}

async function loadSdk(): Promise<SdkSecureStorage> {
  const { SecureStorage } = await import('@mondaycom/apps-sdk');
  // Without K_SERVICE the SDK would write a file in the working folder, encrypted with a key that everyone knows.
  if (SecureStorage.name.includes('Local'))
    throw new Error('The vault needs K_SERVICE, which monday code sets.');
  return new SecureStorage();
}

/** Only a 429 says what happened; nearly everything else has one code (docs/monday-platform.md#secure-storage). */
const FAILURES: Readonly<Record<string, MondayFailure>> = {
  'too many requests': 'rate_limited',
  'bad request': 'failed',
  forbidden: 'failed',
};

function failureOf(error: unknown): VaultError {
  const failure = FAILURES[String((error as { errorCode?: unknown } | null)?.errorCode)] ?? 'unavailable';
  return new VaultError(failure, {
    cause: error,
    ...(failure === 'rate_limited' && { retryAfterSeconds: 1 }),
  });
}
