import { MondayTokenInvalidError } from '../requests/index.js';

/** The account that the token proves, or a refusal if the event speaks of another. */
export function checkAccount(verified: string, claimed: string | undefined): void {
  if (claimed !== undefined && claimed !== verified) throw new MondayTokenInvalidError('another account');
}
