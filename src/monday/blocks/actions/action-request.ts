import { asFields, invalid, optionalId, optionalText, readPayload, type Fields } from '../../input/index.js';

/** The request of monday to run an action (docs/monday-platform.md#action-runs). */
export interface ActionRequest {
  readonly inputFields: Fields;
  readonly actionUuid: string | undefined;
  readonly integrationId: string | undefined;
  readonly recipeId?: string;
  readonly triggerUuid?: string;
  /** Only for asynchronous blocks. */
  readonly callbackUrl: string | undefined;
}

/** @throws ValidationFailedException */
export function readActionRequest(body: unknown): ActionRequest {
  const { payload, runtimeMetadata } = readPayload(body);
  const inputFields = payload['inputFields'] ?? payload['inboundFieldValues'] ?? {};
  const fields = asFields(inputFields);
  if (!fields) throw invalid('payload.inputFields', 'payload.inputFields must be an object');
  return {
    inputFields: fields,
    actionUuid: optionalId(runtimeMetadata, 'actionUuid'),
    integrationId: optionalId(payload, 'integrationId'),
    recipeId: optionalId(payload, 'recipeId'),
    triggerUuid: optionalId(runtimeMetadata, 'triggerUuid'),
    callbackUrl: optionalText(payload, 'callbackUrl'),
  };
}
