import { type Type } from '@nestjs/common';
import { getMetadataStorage } from 'class-validator';
import { isRequired, rulesByField, schemaOfRules } from './rule-schemas.js';
import { exactly, Shaped, type Schema } from './shape.js';

/**
 * What a DTO takes: the examples of its fields come from `shape`, their rules from the DTO.
 * @throws Error where the two differ in what may be absent, or the DTO has a field more
 */
export function dtoShape(dto: Type<object>, shape: object): Shaped {
  return new Shaped(shape, (schemaOf) => {
    const schema = schemaOf(exactly(shape)) as { properties: Record<string, Schema> };
    const properties = { ...schema.properties };
    for (const [field, rules] of rulesOf(dto)) {
      const name = isRequired(rules) ? field : `${field}?`;
      if (!(name in shape)) throw new Error(`The document must show "${name}" of ${dto.name}.`);
      properties[field] = { ...properties[field], ...schemaOfRules(rules) };
    }
    return { ...schema, properties };
  });
}

function rulesOf(dto: Type<object>): ReturnType<typeof rulesByField> {
  return rulesByField(getMetadataStorage().getTargetValidationMetadatas(dto, '', false, false));
}
