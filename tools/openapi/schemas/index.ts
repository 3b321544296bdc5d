export { exampleOf } from './example-of.js';
export { isRequired, rulesByField, schemaOfRules } from './rule-schemas.js';
export { Schemas } from './schemas.js';
