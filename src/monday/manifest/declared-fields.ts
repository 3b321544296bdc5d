import { type Type } from '@nestjs/common';
import { getMetadataStorage } from 'class-validator';
import { type ValidationMetadata } from 'class-validator/types/metadata/ValidationMetadata.js';
import { type BlockField, type BlockFields, type BlockFieldType } from '../blocks/block-declaration.js';

/** A field with its known properties; the type is missing if none was declared. */
export interface DeclaredField extends BlockField {
  readonly key: string;
}

const TYPES_OF_RULES: Readonly<Record<string, BlockFieldType>> = {
  isString: 'string',
  isNotEmpty: 'string',
  isEmail: 'string',
  isUrl: 'string',
  isUuid: 'string',
  isNumberString: 'string',
  matches: 'string',
  minLength: 'string',
  maxLength: 'string',
  isLength: 'string',
  isInt: 'number',
  isNumber: 'number',
  min: 'number',
  max: 'number',
  isPositive: 'number',
  isBoolean: 'boolean',
  isDate: 'date',
  isDateString: 'date',
  isIso8601: 'date',
};

/** Of a property of TypeScript; what may be anything has none. */
const TYPES_OF_PROPERTIES = new Map<unknown, BlockFieldType>([
  [String, 'string'],
  [Number, 'number'],
  [Boolean, 'boolean'],
  [Date, 'date'],
]);

/** Reads the fields of a class, from its rules and from the types of its properties, or those that are declared. */
export function declaredFields(declared: Type<object> | BlockFields = {}): DeclaredField[] {
  if (typeof declared === 'function') return fieldsOfClass(declared);
  return Object.entries(declared).map(([key, field]) => ({ key, ...asField(field) }));
}

/** Adds to each field what is declared of it. */
export function withDeclarations(
  fields: readonly DeclaredField[],
  declared: BlockFields = {},
): DeclaredField[] {
  return fields.map((field) => ({ ...field, ...asField(declared[field.key] ?? {}) }));
}

const asField = (field: BlockFieldType | BlockField): BlockField =>
  typeof field === 'string' ? { type: field } : field;

function fieldsOfClass(type: Type<object>): DeclaredField[] {
  const byKey = new Map<string, ValidationMetadata[]>();
  for (const rule of getMetadataStorage().getTargetValidationMetadatas(type, '', false, false)) {
    byKey.set(rule.propertyName, [...(byKey.get(rule.propertyName) ?? []), rule]);
  }
  return [...byKey].map(([key, rules]) => fieldOf(type, key, rules));
}

function fieldOf(type: Type<object>, key: string, rules: readonly ValidationMetadata[]): DeclaredField {
  const property: unknown = Reflect.getMetadata('design:type', type.prototype as object, key);
  return {
    key,
    type: typeOf(rules) ?? TYPES_OF_PROPERTIES.get(property),
    isOptional: rules.some((rule) => rule.name === 'isOptional' || rule.type === 'conditionalValidation'),
    isArray: property === Array || rules.some(({ each, name }) => each || name === 'isArray'),
  };
}

function typeOf(rules: readonly ValidationMetadata[]): BlockFieldType | undefined {
  const known = rules.flatMap(({ name = '' }) => TYPES_OF_RULES[name] ?? []);
  // A day is also a text, which says less.
  return known.find((type) => type !== 'string') ?? known[0];
}
