export { Follows, MayFollow, textRule, wholeNumberRule, type FieldRule } from './field-rule.js';
export { encodeJson, MAX_NESTING, MAX_VALUE_BYTES, TOO_DEEP, type JsonEncoding } from './json-text.js';
export { JsonValue } from './json-value.js';
export { findKeyProblem, findTextProblem, MAX_KEY_LENGTH } from './storage-key.js';
export { canBeVersion, findVersionProblem, MAX_VERSION_LENGTH } from './version.js';
