import { MondayTokenInvalidError } from '../requests/index.js';

/** Returns the account of the token. Refuses an event that is for another account. */
export function checkAccount(verified: string, claimed: string | undefined): void {
  if (claimed !== undefined && claimed !== verified) throw new MondayTokenInvalidError('another account');
}

/** Refuses an event that is for another app than the token. */
export function checkApp(verified: string | undefined, claimed: string | undefined): void {
  if (verified !== undefined && claimed !== undefined && claimed !== verified) {
    throw new MondayTokenInvalidError('another app');
  }
}
