/** One connected account that a block asks its user for. */
export interface CredentialsUse {
  /** Name in the `@MondayCredentials` of the third party. */
  readonly of: string;
  /** Shown to the user; default: the title of the credentials. */
  readonly title?: string;
  readonly placeholder?: string;
}

/** What a block or field needs of third parties, by keys of its own; a text is the name in `@MondayCredentials`. */
export interface UsesCredentials<K extends string = string> {
  /** Such as `{ github: 'github' }`; the method then has `credentials.github.accessToken`. */
  readonly credentials?: Readonly<Record<K, string | CredentialsUse>>;
}

/** Metadata of each block that uses credentials, for the registry. */
export interface CredentialsUseMetadata {
  /** Such as `action "greet"`. */
  readonly block: string;
  readonly uses: Readonly<Record<string, string | CredentialsUse>>;
}

export const USES_CREDENTIALS = Symbol('USES_CREDENTIALS');

/** The name in `@MondayCredentials`. */
export const nameOfUse = (use: string | CredentialsUse): string => (typeof use === 'string' ? use : use.of);
