import { type Type } from '@nestjs/common';
import { exactly, type Schema, type SchemaMaker, type Shape, Shaped } from '#app/docs/index.js';
import { dtoSchema } from './dto-schema.js';
import { exampleOf, OPTIONAL } from './example-of.js';

/** Makes schemas of shapes, and collects the named ones as components. */
export class ShapeSchemas implements SchemaMaker {
  private readonly named = new Map<string, Schema>();

  /** The components so far, by name. */
  get components(): Readonly<Record<string, Schema>> {
    return Object.fromEntries(this.named);
  }

  readonly of = (shape: Shape): Schema => {
    if (shape === null) return { type: 'null' };
    if (shape instanceof Shaped) return this.ofShaped(shape);
    if (Array.isArray(shape)) return { type: 'array', items: this.ofItems(shape) };
    if (typeof shape === 'number') return { type: Number.isInteger(shape) ? 'integer' : 'number' };
    if (typeof shape === 'object') return this.ofObject(Object.entries(shape));
    return { type: typeof shape };
  };

  ofDto(dto: Type<object>, shape: object): Schema {
    return dtoSchema(dto, shape, this.of(exactly(shape)));
  }

  private ofShaped(shape: Shaped): Schema {
    const { name } = shape;
    if (name === undefined) return shape.toSchema(this);
    if (!this.named.has(name)) {
      // Entered first, so that the components stand in the order in which they are used.
      this.named.set(name, {});
      this.named.set(name, { ...shape.toSchema(this), examples: [exampleOf(shape)] });
    }
    return { $ref: `#/components/schemas/${name}` };
  }

  /** Items of several shapes are each of one of them. */
  private ofItems(items: readonly Shape[]): Schema {
    const schemas = new Map(items.map(this.of).map((schema) => [JSON.stringify(schema), schema]));
    const [first = {}, ...others] = schemas.values();
    return others.length === 0 ? first : { anyOf: [first, ...others] };
  }

  private ofObject(fields: readonly (readonly [string, Shape])[]): Schema {
    const required = fields.map(([name]) => name).filter((name) => !OPTIONAL.test(name));
    return {
      type: 'object',
      ...(required.length > 0 && { required }),
      properties: Object.fromEntries(
        fields.map(([name, shape]) => [name.replace(OPTIONAL, ''), this.of(shape)]),
      ),
    };
  }
}
