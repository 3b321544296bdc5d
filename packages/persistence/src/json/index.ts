export { fieldsOf, isObject } from './json-object.js';
export { decodeJson, encodeJson, tryParseJson } from './json-text.js';
