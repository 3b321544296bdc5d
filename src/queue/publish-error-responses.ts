import { MondayCodeAPIError } from '../errors/index.js';
import { QueuePayloadTooLargeError } from './queue.errors.js';
import { MAX_PAYLOAD_BYTES } from './queue.service.js';

/** Every way in which a publish can fail, for the OpenAPI document. */
export const publishErrorResponses = (): unknown[] => [
  new QueuePayloadTooLargeError(MAX_PAYLOAD_BYTES),
  new MondayCodeAPIError({ api: 'queue', failure: 'unavailable' }),
  new MondayCodeAPIError({ api: 'queue', failure: 'timeout' }),
];
