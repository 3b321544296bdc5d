/** What a secure storage driver can do. What it cannot do throws `secure-storage.unsupported`. */
export interface SecureStorageCapabilities {
  /** Writes and deletes at one version, also between processes. */
  readonly compareAndSet: boolean;
  /** Values that were encrypted with an older key can be found and encrypted again. */
  readonly rotation: boolean;
}

export interface SecretText {
  /** JSON text, decrypted. */
  readonly text: string;
  readonly version: string;
}

/** How far a rotation is. */
export interface RotationProgress {
  /** Values looked at so far. */
  readonly seen: number;
  /** Of these, encrypted again with the newest key. */
  readonly reencrypted: number;
  /** Of these, not readable with any key of the ring; they stay as they are. */
  readonly unreadable: number;
}

/**
 * Where `SecureStorage` keeps its values, encrypted at rest. Names are whole: they carry the account and the user.
 */
export abstract class SecureStorageDriver {
  abstract readonly capabilities: SecureStorageCapabilities;

  abstract get(name: string): Promise<SecretText | undefined>;

  /**
   * @param expected what must be there: this version, or `null` for nothing
   * @throws SecureStorageVersionConflictError
   */
  abstract put(
    name: string,
    text: string,
    expected?: string | null,
  ): Promise<{ readonly version: string; readonly created: boolean }>;

  /** Resolves to whether something was deleted. @throws SecureStorageVersionConflictError */
  abstract delete(name: string, expected?: string): Promise<boolean>;

  /** Deletes all values of an account, whoever wrote them, and resolves to how many there were. */
  abstract deleteAccount(accountId: string): Promise<number>;

  /**
   * Encrypts again what was encrypted with an older key, and yields after each page. Readers and writers go on
   * meanwhile. It can be stopped and started again at any time.
   */
  abstract rotate(): AsyncGenerator<RotationProgress, void, void>;
}
