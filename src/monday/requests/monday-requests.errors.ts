import { BaseError } from '../../errors/index.js';

/** Reason of the refusal, which is logged but never shown. */
export type TokenProblem =
  | 'missing'
  | 'malformed'
  | 'algorithm'
  | 'signature'
  | 'not active'
  | 'expired'
  | 'no expiry'
  | 'claims'
  | 'audience'
  | 'another app'
  | 'another family'
  | 'another account';

/** The request could not be verified as coming from monday. */
export class MondayTokenInvalidError extends BaseError {
  constructor(readonly problem: TokenProblem) {
    super({
      code: 'monday.token_invalid',
      status: 401,
      message: 'The request was not signed by monday.',
      cause: new Error(`monday token: ${problem}`),
    });
  }
}
