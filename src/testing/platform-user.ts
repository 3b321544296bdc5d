/** A user of the local platform, as its control API lists them. */
export interface PlatformUser {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: 'admin' | 'member' | 'viewer' | 'guest';
  readonly account: { readonly id: string; readonly slug: string; readonly name: string };
}
