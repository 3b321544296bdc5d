import { MondayCodeAPIError, type MondayFailure } from '../../errors/index.js';

/** A call to the vault of monday code failed. */
export class VaultError extends MondayCodeAPIError {
  constructor(failure: MondayFailure, options: { cause?: unknown; retryAfterSeconds?: number } = {}) {
    super({ api: 'secure-storage', failure, ...options });
  }
}

/** The vault did not answer in time; what the call wanted may have happened or not. */
export class VaultTimeoutError extends VaultError {
  constructor(timeoutMs: number) {
    super('timeout', { cause: new Error(`The vault did not answer within ${timeoutMs} ms.`) });
  }
}
