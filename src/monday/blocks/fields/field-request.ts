import { type VerifiedRequest } from '../../requests/index.js';
import { asFields, optionalId, readPayload, type Fields } from '../../input/index.js';
import { readCredentials } from '../credentials/read-credentials.js';
import { type CredentialsByKey } from '../credentials/third-party-credentials.js';

/**
 * The request of monday for a field (docs/monday-platform.md#fields-of-blocks). `K` are the keys of the credentials that
 * its decorator declares.
 */
export interface FieldRequest<K extends string = never> extends VerifiedRequest {
  /** The accounts at third parties that the user chose in the block. */
  readonly credentials: CredentialsByKey<K>;
  readonly boardId: string | undefined;
  /** The automation that is being edited, its recipe and integration; each is absent if monday sent none. */
  readonly automationId?: string;
  readonly recipeId?: string;
  readonly integrationId?: string;
  /** The values that this field depends on, by field key. */
  readonly dependencyData: Fields;
  /** `nextPageRequestData` of the previous page; empty for the first page. */
  readonly pageRequestData: Fields;
}

/** @throws ValidationFailedException | CredentialsMissingError */
export function readFieldRequest(
  body: unknown,
  verifiedRequest: VerifiedRequest,
  credentialsKeys: readonly string[] = [],
): FieldRequest {
  const { payload } = readPayload(body);
  return {
    ...verifiedRequest,
    credentials: readCredentials(credentialsKeys, payload),
    boardId: optionalId(payload, 'boardId'),
    automationId: optionalId(payload, 'automationId'),
    recipeId: optionalId(payload, 'recipeId'),
    integrationId: optionalId(payload, 'integrationId'),
    dependencyData: asFields(payload['dependencyData']) ?? {},
    pageRequestData: asFields(payload['pageRequestData']) ?? {},
  };
}
