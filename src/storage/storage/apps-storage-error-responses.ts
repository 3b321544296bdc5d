import { MondayCodeAPIError } from '../../errors/index.js';

/** Every way in which a call to monday's apps-storage can fail, for the OpenAPI document. */
export const appsStorageErrorResponses = (): unknown[] => [
  ...(['failed', 'rate_limited', 'unavailable', 'timeout'] as const).map(
    (failure) => new MondayCodeAPIError({ api: 'storage', failure }),
  ),
  ...['storage.unauthorized', 'storage.forbidden'].map(
    (code) => new MondayCodeAPIError({ api: 'storage', failure: 'failed', code }),
  ),
];
