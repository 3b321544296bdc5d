import { asFields, invalid, optionalId, optionalText, readPayload, type Fields } from '../../input/index.js';
import { readCredentials } from '../credentials/read-credentials.js';
import { type CredentialsByKey } from '../credentials/third-party-credentials.js';

/** The request of monday to run an action (docs/monday-platform.md#action-runs). */
export interface ActionRequest {
  readonly inputFields: Fields;
  /** The accounts at third parties, by the keys that the action declares. */
  readonly credentials: CredentialsByKey;
  readonly actionUuid: string | undefined;
  readonly integrationId: string | undefined;
  readonly recipeId?: string;
  readonly triggerUuid?: string;
  /** Only for asynchronous blocks. */
  readonly callbackUrl: string | undefined;
}

/**
 * @param credentialsKeys the keys of the credentials that the action declares
 * @throws ValidationFailedException | CredentialsMissingError
 */
export function readActionRequest(body: unknown, credentialsKeys: readonly string[] = []): ActionRequest {
  const { payload, runtimeMetadata } = readPayload(body);
  const inputFields = payload['inputFields'] ?? payload['inboundFieldValues'] ?? {};
  const fields = asFields(inputFields);
  if (!fields) throw invalid('payload.inputFields', 'payload.inputFields must be an object');
  return {
    inputFields: fields,
    credentials: readCredentials(credentialsKeys, payload),
    actionUuid: optionalId(runtimeMetadata, 'actionUuid'),
    integrationId: optionalId(payload, 'integrationId'),
    recipeId: optionalId(payload, 'recipeId'),
    triggerUuid: optionalId(runtimeMetadata, 'triggerUuid'),
    callbackUrl: optionalText(payload, 'callbackUrl'),
  };
}
