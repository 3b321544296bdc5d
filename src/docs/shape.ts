import { type Type } from '@nestjs/common';

/** A JSON schema, as OpenAPI 3.1 takes it. */
export type Schema = Readonly<Record<string, unknown>>;

/**
 * What a value looks like: an example of it, from which the schema is made. A field whose name ends in `?` may be
 * absent, and what an example cannot say is said by a {@link Shaped} in its place.
 */
export type Shape = unknown;

/** Makes schemas: `tools/openapi` at build time. */
export interface SchemaMaker {
  /** The schema of a shape; named ones become components, and a reference stands for them. */
  of(shape: Shape): Schema;
  /** As {@link dtoShape} says. */
  ofDto(dto: Type<object>, shape: object): Schema;
}

/** A shape that says more than its example. */
export class Shaped {
  constructor(
    readonly example: Shape,
    readonly toSchema: (schemas: SchemaMaker) => Schema,
    /** Name of the component; `undefined` for one that is written out where it is used. */
    readonly name?: string,
  ) {}
}

/** Any JSON, such as this. */
export const anyJson = (example: unknown): Shaped => new Shaped(example, () => ({}));

/** More rules for a shape: keywords of JSON schema. */
export const rules = (shape: Shape, keywords: Schema): Shaped =>
  new Shaped(shape, (schemas) => ({ ...schemas.of(shape), ...keywords }));

/** A shape with a word about it. */
export const about = (shape: Shape, description: string): Shaped => rules(shape, { description });

/** One of these; the first is the example. */
export const oneOf = (...values: readonly [string, ...string[]]): Shaped =>
  new Shaped(values[0], () => ({ type: 'string', enum: [...values] }));

/** This, or `null`. */
export const orNull = (shape: Shape): Shaped =>
  new Shaped(shape, (schemas) => {
    const schema = schemas.of(shape);
    return typeof schema['type'] === 'string'
      ? { ...schema, type: [schema['type'], 'null'] }
      : { oneOf: [schema, { type: 'null' }] };
  });

/** An object with names of any kind, and values like this one. */
export const mapOf = (name: string, shape: Shape): Shaped =>
  new Shaped({ [name]: shape }, (schemas) => ({ type: 'object', additionalProperties: schemas.of(shape) }));

/** An object that may hold more than this, such as what monday sends. */
export const atLeast = (shape: object): Shaped => rules(shape, { additionalProperties: true });

/** An object that holds nothing but this; anything else is refused. */
export const exactly = (shape: object): Shaped => rules(shape, { additionalProperties: false });

/** A component of the document, to which everything that uses it refers. */
export const named = (name: string, shape: Shape): Shaped =>
  new Shaped(shape, (schemas) => schemas.of(shape), name);

/**
 * What a DTO takes: the examples of its fields come from `shape`, their rules from the DTO.
 * The document cannot be made if the two differ in what may be absent, or if the DTO has a field more.
 */
export const dtoShape = (dto: Type<object>, shape: object): Shaped =>
  new Shaped(shape, (schemas) => schemas.ofDto(dto, shape));
