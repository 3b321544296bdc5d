export { sha256, sha256Bytes } from './sha256.js';
