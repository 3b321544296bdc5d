export { JsonNestingError, JsonSyntaxError } from './json.errors.js';
export { JsonScanner, type JsonKind, type ScannedText } from './json-scanner.js';
