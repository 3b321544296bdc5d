import { BaseError } from '../../errors/index.js';

/** Why a token was refused: logged, never shown. */
export type TokenProblem =
  | 'missing'
  | 'malformed'
  | 'signature'
  | 'expired'
  | 'no expiry'
  | 'claims'
  | 'audience'
  | 'another app'
  | 'another family'
  | 'another account';

/** A request that claims to come from monday does not prove it. */
export class MondayTokenInvalidError extends BaseError {
  constructor(problem: TokenProblem) {
    super({
      code: 'monday.token_invalid',
      status: 401,
      message: 'The request was not signed by monday.',
      cause: new Error(`monday token: ${problem}`),
    });
  }
}
