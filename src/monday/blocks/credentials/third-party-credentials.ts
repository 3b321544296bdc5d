/**
 * The account that a user connected at a third party (docs/monday-platform.md#third-party-credentials). The access token
 * is left out when the object is logged, inspected or written as JSON.
 */
export class ThirdPartyCredentials {
  readonly #accessToken: string;

  /** @param userCredentialsId monday's id of the connected account; absent if monday sent none */
  constructor(
    accessToken: string,
    readonly userCredentialsId?: string,
  ) {
    this.#accessToken = accessToken;
  }

  /** For the `Authorization` header of calls to the third party. monday refreshes it; do not store it. */
  get accessToken(): string {
    return this.#accessToken;
  }
}

/** Connected accounts by the keys that a block declares. */
export type CredentialsByKey<K extends string = string> = Readonly<Record<K, ThirdPartyCredentials>>;
