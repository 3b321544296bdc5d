/** The user of an access token of monday. Ids are strings of digits. */
export interface MondayIdentity {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly isAdmin: boolean;
  readonly isGuest: boolean;
  readonly isViewOnly: boolean;
  readonly account: { readonly id: string; readonly slug: string; readonly name: string };
}
