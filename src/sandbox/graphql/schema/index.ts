export { servedVersion, type ServedVersion } from './api-versions.js';
export { schemaOf } from './schemas.js';
