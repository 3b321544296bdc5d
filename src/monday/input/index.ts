export { parseInput } from './parse-input.js';
export {
  asFields,
  checkNesting,
  invalid,
  optionalFields,
  optionalId,
  optionalText,
  readPayload,
  type Fields,
} from './payload.js';
