import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { getMetadataStorage } from 'class-validator';
import { type ValidationMetadata } from 'class-validator/types/metadata/ValidationMetadata.js';
import { isRequired, rulesByField, schemaOfRules } from './schemas/index.js';

/**
 * Describes the fields of every DTO to swagger, from the rules that class-validator checks: so the DTOs need no second
 * set of decorators.
 */
export function describeDtos(): void {
  const storage = getMetadataStorage() as unknown as {
    readonly validationMetadatas: ReadonlyMap<new () => object, readonly ValidationMetadata[]>;
  };
  for (const [dto, rules] of storage.validationMetadatas) {
    for (const [field, own] of rulesByField(rules)) {
      const options = { required: isRequired(own), ...schemaOfRules(own) } as ApiPropertyOptions;
      ApiProperty(options)(dto.prototype as object, field);
    }
  }
}
