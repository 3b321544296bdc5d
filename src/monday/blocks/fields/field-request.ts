import { type VerifiedRequest } from '../../requests/index.js';
import { asFields, optionalId, readPayload, type Fields } from '../../input/index.js';

/** What monday asks a field with (docs/monday-platform.md#fields-of-blocks). */
export interface FieldRequest extends VerifiedRequest {
  readonly boardId: string | undefined;
  /** By field key: the values that this field depends on. */
  readonly dependencyData: Fields;
  /** What the page before gave as `nextPageRequestData`; empty for the first. */
  readonly pageRequestData: Fields;
}

/** @throws ValidationFailedException */
export function readFieldRequest(body: unknown, verifiedRequest: VerifiedRequest): FieldRequest {
  const { payload } = readPayload(body);
  return {
    ...verifiedRequest,
    boardId: optionalId(payload, 'boardId'),
    dependencyData: asFields(payload['dependencyData']) ?? {},
    pageRequestData: asFields(payload['pageRequestData']) ?? {},
  };
}
