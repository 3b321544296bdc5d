export { exampleOf } from './example-of.js';
export { isRequired, rulesByField, schemaOfRules } from './rule-schemas.js';
export { ShapeSchemas } from './shape-schemas.js';
