export { parseInput } from './parse-input.js';
export {
  asFields,
  checkNesting,
  invalid,
  optionalId,
  optionalText,
  readPayload,
  type Fields,
} from './payload.js';
