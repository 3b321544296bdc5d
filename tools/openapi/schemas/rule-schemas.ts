import { type ValidationMetadata } from 'class-validator/types/metadata/ValidationMetadata.js';
import { type Schema } from '#app/docs/index.js';

/** What each rule of class-validator means in a JSON schema. A rule that is not here is checked all the same. */
const SCHEMA_OF_RULE: Readonly<Record<string, (...constraints: never[]) => Schema>> = {
  isString: () => ({ type: 'string' }),
  isBoolean: () => ({ type: 'boolean' }),
  isInt: () => ({ type: 'integer' }),
  isNumber: () => ({ type: 'number' }),
  isObject: () => ({ type: 'object' }),
  isEmail: () => ({ type: 'string', format: 'email' }),
  isUrl: () => ({ type: 'string', format: 'uri' }),
  isNumberString: () => ({ type: 'string', pattern: '^[0-9]+$' }),
  // A day alone is one too, so that it is no `date-time`.
  isIso8601: () => ({ type: 'string' }),
  isNotEmpty: () => ({ minLength: 1 }),
  minLength: (minLength: number) => ({ minLength }),
  maxLength: (maxLength: number) => ({ maxLength }),
  isLength: (minLength: number, maxLength?: number) => ({ minLength, maxLength }),
  min: (minimum: number) => ({ minimum }),
  max: (maximum: number) => ({ maximum }),
  isIn: (values: readonly unknown[]) => ({ type: typeof values[0], enum: [...values] }),
  // A rule of ours, which brings its schema.
  follows: (schema: Schema) => schema,
  matches: (pattern: RegExp) => ({ type: 'string', pattern: pattern.source }),
};

/** The rules of a DTO, by its fields. */
export function rulesByField(
  rules: readonly ValidationMetadata[],
): ReadonlyMap<string, readonly ValidationMetadata[]> {
  const fields = new Map<string, ValidationMetadata[]>();
  for (const rule of rules) fields.set(rule.propertyName, [...(fields.get(rule.propertyName) ?? []), rule]);
  return fields;
}

export function isRequired(rules: readonly ValidationMetadata[]): boolean {
  return !rules.some((rule) => rule.name === 'isOptional' || rule.type === 'conditionalValidation');
}

/** The schema of a field that these rules check. */
export function schemaOfRules(rules: readonly ValidationMetadata[]): Schema {
  const own = rules.filter((rule) => !rule.each).reduce(withRule, {});
  const each = rules.filter((rule) => rule.each).reduce(withRule, {});
  return Object.keys(each).length === 0 ? own : { ...own, type: 'array', items: each };
}

function withRule(schema: Schema, rule: ValidationMetadata): Schema {
  const describe = SCHEMA_OF_RULE[rule.name ?? ''];
  return describe ? { ...schema, ...describe(...((rule.constraints ?? []) as never[])) } : schema;
}
