export { dtoShape } from './dto-shape.js';
export { exampleOf } from './example-of.js';
export { isRequired, rulesByField, schemaOfRules } from './rule-schemas.js';
export { Schemas } from './schemas.js';
export {
  about,
  anyJson,
  atLeast,
  exactly,
  mapOf,
  named,
  oneOf,
  orNull,
  rules,
  Shaped,
  type Schema,
  type Shape,
} from './shape.js';
