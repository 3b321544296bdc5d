export { SERVED_VERSIONS, servedVersion, type ServedVersion } from './api-versions.js';
export { Schemas } from './schemas.js';
