import { type ApiPropertyOptions } from '@nestjs/swagger';
import { getMetadataStorage } from 'class-validator';
import { type ValidationMetadata } from 'class-validator/types/metadata/ValidationMetadata.js';

type Schema = Record<string, unknown>;
type Describe = (options: ApiPropertyOptions) => PropertyDecorator;

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
  isIso8601: () => ({ type: 'string', format: 'date-time' }),
  isNotEmpty: () => ({ minLength: 1 }),
  minLength: (minLength: number) => ({ minLength }),
  maxLength: (maxLength: number) => ({ maxLength }),
  isLength: (minLength: number, maxLength?: number) => ({ minLength, maxLength }),
  min: (minimum: number) => ({ minimum }),
  max: (maximum: number) => ({ maximum }),
  isIn: (values: readonly unknown[]) => ({ enum: [...values] }),
  matches: (pattern: RegExp) => ({ type: 'string', pattern: pattern.source }),
};

/**
 * Tells swagger about the fields of every DTO, from the rules that class-validator checks: so the DTOs need no second
 * set of decorators, and none of this is loaded before someone asks for the document.
 */
export function describeDtos(apiProperty: Describe): void {
  const storage = getMetadataStorage() as unknown as {
    readonly validationMetadatas: ReadonlyMap<new () => object, readonly ValidationMetadata[]>;
  };
  for (const [dto, rules] of storage.validationMetadatas) {
    for (const [field, own] of byField(rules)) apiProperty(schemaOf(own))(dto.prototype as object, field);
  }
}

function byField(rules: readonly ValidationMetadata[]): ReadonlyMap<string, ValidationMetadata[]> {
  const fields = new Map<string, ValidationMetadata[]>();
  for (const rule of rules) fields.set(rule.propertyName, [...(fields.get(rule.propertyName) ?? []), rule]);
  return fields;
}

function schemaOf(rules: readonly ValidationMetadata[]): ApiPropertyOptions {
  const required = !rules.some((rule) => rule.name === 'isOptional' || rule.type === 'conditionalValidation');
  const own = rules.filter((rule) => !rule.each).reduce(withRule, {});
  const each = rules.filter((rule) => rule.each).reduce(withRule, {});
  const schema = Object.keys(each).length === 0 ? own : { ...own, type: 'array', items: each };
  return { required, ...schema };
}

function withRule(schema: Schema, rule: ValidationMetadata): Schema {
  const describe = SCHEMA_OF_RULE[rule.name ?? ''];
  return describe ? { ...schema, ...describe(...((rule.constraints ?? []) as never[])) } : schema;
}
