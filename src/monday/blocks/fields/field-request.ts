import { type VerifiedRequest } from '../../requests/index.js';
import { asFields, optionalId, readPayload, type Fields } from '../../input/index.js';

/** The request of monday for a field (docs/monday-platform.md#fields-of-blocks). */
export interface FieldRequest extends VerifiedRequest {
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

/** @throws ValidationFailedException */
export function readFieldRequest(body: unknown, verifiedRequest: VerifiedRequest): FieldRequest {
  const { payload } = readPayload(body);
  return {
    ...verifiedRequest,
    boardId: optionalId(payload, 'boardId'),
    automationId: optionalId(payload, 'automationId'),
    recipeId: optionalId(payload, 'recipeId'),
    integrationId: optionalId(payload, 'integrationId'),
    dependencyData: asFields(payload['dependencyData']) ?? {},
    pageRequestData: asFields(payload['pageRequestData']) ?? {},
  };
}
