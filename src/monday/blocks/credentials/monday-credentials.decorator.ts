import { SetMetadata } from '@nestjs/common';
import { type CredentialsDeclaration, type IdentifyMethod } from './credentials-declaration.js';

export const MONDAY_CREDENTIALS = Symbol('MONDAY_CREDENTIALS');

/** Metadata that the decorator sets for the registry and for the manifest. */
export interface CredentialsMetadata extends CredentialsDeclaration {
  readonly name: string;
}

/**
 * Declares credentials of a third party, and marks the method that tells whose token it is, served at
 * `POST /monday/credentials/<name>/identifier` (docs/monday-platform.md#third-party-credentials). monday calls it when a
 * user connects an account. It is not documented that monday signs this request, so there is no caller: do not store
 * anything here, only ask the third party. Throw {@link CredentialsRefusedError} if it refuses the token.
 * @param name unique in the app; letters, digits, `.`, `_` and `-`
 */
export const MondayCredentials =
  (name: string, declaration: CredentialsDeclaration) =>
  <M extends IdentifyMethod>(
    target: object,
    key: string | symbol,
    method: TypedPropertyDescriptor<M>,
  ): void => {
    const metadata: CredentialsMetadata = { ...declaration, name };
    SetMetadata(MONDAY_CREDENTIALS, metadata)(target, key, method);
  };
