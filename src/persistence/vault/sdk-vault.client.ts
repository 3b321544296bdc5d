import { withDeadline } from 'monday-persistence/deadline';
import { isObject } from 'monday-persistence/json';
import { type MondayFailure } from '../../errors/index.js';
import { type OutgoingCalls } from '../../telemetry/index.js';
import { VaultError, VaultTimeoutError } from './vault.errors.js';
import { VaultClient, type VaultValue } from './vault.client.js';

/** The part of the SDK's `SecureStorage` that is used. */
interface SdkSecureStorage {
  get(key: string): Promise<unknown>;
  set(key: string, value: VaultValue): Promise<unknown>;
  delete(key: string): Promise<unknown>;
}

export interface SdkVaultClientOptions {
  /** Timeout of one call, in milliseconds; the SDK has none. */
  readonly timeoutMs: number;
  /** Creates the SDK's `SecureStorage`. The default imports the SDK, which takes 70 MB, at the first call. */
  readonly load?: () => Promise<SdkSecureStorage>;
  readonly calls: OutgoingCalls;
}

/**
 * The vault through `@mondaycom/apps-sdk`, which reads `K_SERVICE` and `SECURE_STORAGE_ADDRESS` from the process
 * itself. Concurrent calls would each log in; `PacedVaultClient` makes them sequential.
 */
export class SdkVaultClient extends VaultClient {
  private sdk: Promise<SdkSecureStorage> | undefined;

  constructor(private readonly options: SdkVaultClientOptions) {
    super();
  }

  override async read(key: string): Promise<VaultValue | undefined> {
    const value = await this.call((sdk) => sdk.get(key));
    return isObject(value) ? (value as VaultValue) : undefined;
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
    // If the environment was not ready, the next call tries again.
    this.sdk.catch(() => (this.sdk = undefined));
    return this.sdk;
  }
}

async function loadSdk(): Promise<SdkSecureStorage> {
  // Without it, the SDK would write a file to the working folder, encrypted with a public key constant, and start threads.
  // eslint-disable-next-line no-restricted-properties -- the SDK reads it there
  if (!process.env.K_SERVICE) throw new Error('The vault needs K_SERVICE, which monday code sets.');
  const { SecureStorage } = await import('@mondaycom/apps-sdk');
  return new SecureStorage();
}

/** Only a 429 is specific; almost all other failures have the same code (docs/monday-platform.md#secure-storage). */
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
