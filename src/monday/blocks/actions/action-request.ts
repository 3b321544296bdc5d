import { asFields, invalid, optionalId, optionalText, readPayload, type Fields } from '../../input/index.js';

/** The run of an action, as monday asks for it (docs/monday-platform.md#action-runs). */
export interface ActionRequest {
  readonly inputFields: Fields;
  readonly actionUuid: string | undefined;
  readonly integrationId: string | undefined;
  /** Only of asynchronous blocks. */
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
    callbackUrl: optionalText(payload, 'callbackUrl'),
  };
}
