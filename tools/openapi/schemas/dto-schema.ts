import { type Type } from '@nestjs/common';
import { getMetadataStorage } from 'class-validator';
import { type Schema } from '#app/docs/index.js';
import { isRequired, rulesByField, schemaOfRules } from './rule-schemas.js';

/**
 * The schema of a DTO.
 * @param schema of the examples of its fields
 * @throws Error if the two differ in what may be absent, or the DTO has a field more
 */
export function dtoSchema(dto: Type<object>, shape: object, schema: Schema): Schema {
  const properties = { ...(schema['properties'] as Record<string, Schema>) };
  for (const [field, rules] of rulesOf(dto)) {
    const name = isRequired(rules) ? field : `${field}?`;
    if (!(name in shape)) throw new Error(`The document must show "${name}" of ${dto.name}.`);
    properties[field] = { ...properties[field], ...schemaOfRules(rules) };
  }
  return { ...schema, properties };
}

function rulesOf(dto: Type<object>): ReturnType<typeof rulesByField> {
  return rulesByField(getMetadataStorage().getTargetValidationMetadatas(dto, '', false, false));
}
