import { MondayCodeAPIError, type MondayFailure } from '../../errors/index.js';

/** A call to monday's OAuth endpoints failed: unreachable, too slow, or an invalid reply. */
export class MondayOAuthError extends MondayCodeAPIError {
  constructor(failure: MondayFailure, options: { retryAfterSeconds?: number; cause?: unknown } = {}) {
    super({ api: 'oauth', failure, ...options });
  }
}

/** monday issues no tokens for this user (`access_denied`). */
export class UserRefusedError extends MondayOAuthError {
  constructor() {
    super('failed', { cause: new Error('monday answered access_denied.') });
  }
}

/** monday refused the code or the refresh token (`invalid_grant`). */
export class GrantRefusedError extends Error {
  override readonly name = 'GrantRefusedError';

  constructor() {
    super('monday answered invalid_grant.');
  }
}
