import { type ApiPropertyOptions } from '@nestjs/swagger';
import { getMetadataStorage } from 'class-validator';
import { type ValidationMetadata } from 'class-validator/types/metadata/ValidationMetadata.js';
import { isRequired, rulesByField, schemaOfRules } from '../shapes/index.js';

type Describe = (options: ApiPropertyOptions) => PropertyDecorator;

/**
 * Tells swagger about the fields of every DTO, from the rules that class-validator checks: so the DTOs need no second
 * set of decorators, and none of this is loaded before someone asks for the document.
 */
export function describeDtos(apiProperty: Describe): void {
  const storage = getMetadataStorage() as unknown as {
    readonly validationMetadatas: ReadonlyMap<new () => object, readonly ValidationMetadata[]>;
  };
  for (const [dto, rules] of storage.validationMetadatas) {
    for (const [field, own] of rulesByField(rules)) {
      const options = { required: isRequired(own), ...schemaOfRules(own) } as ApiPropertyOptions;
      apiProperty(options)(dto.prototype as object, field);
    }
  }
}
