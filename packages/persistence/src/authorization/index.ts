export { readBearerToken, readRawToken } from './authorization-token.js';
