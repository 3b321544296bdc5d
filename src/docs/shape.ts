import { type Type } from '@nestjs/common';

/** A JSON schema of OpenAPI 3.1. */
export type Schema = Readonly<Record<string, unknown>>;

/**
 * An example of a value, from which the schema is derived. A field whose name ends in `?` is optional. Use a
 * {@link Shaped} for rules that an example cannot express.
 */
export type Shape = unknown;

/** Builds schemas. `tools/openapi` implements it at build time. */
export interface SchemaMaker {
  /** The schema of a shape. A named shape becomes a component, and the result is a reference to it. */
  of(shape: Shape): Schema;
  /** See {@link dtoShape}. */
  ofDto(dto: Type<object>, shape: object): Schema;
}

/** A shape with rules that its example cannot express. */
export class Shaped {
  constructor(
    readonly example: Shape,
    readonly toSchema: (schemas: SchemaMaker) => Schema,
    /** Name of the component; if `undefined`, the schema is written inline. */
    readonly name?: string,
  ) {}
}

/** Any JSON; the argument is the example. */
export const anyJson = (example: unknown): Shaped => new Shaped(example, () => ({}));

/** A shape with additional keywords of JSON Schema. */
export const rules = (shape: Shape, keywords: Schema): Shaped =>
  new Shaped(shape, (schemas) => ({ ...schemas.of(shape), ...keywords }));

/** A shape with a description. */
export const about = (shape: Shape, description: string): Shaped => rules(shape, { description });

/** A shape with an example of its own, for an object whose optional fields exclude each other. */
export const withExample = (shape: Shape, example: unknown): Shaped =>
  new Shaped(example, (schemas) => schemas.of(shape));

/** One of these; the first is the example. */
export const oneOf = (...values: readonly [string, ...string[]]): Shaped =>
  new Shaped(values[0], () => ({ type: 'string', enum: [...values] }));

/** A shape, or `null`. */
export const orNull = (shape: Shape): Shaped =>
  new Shaped(shape, (schemas) => {
    const schema = schemas.of(shape);
    return typeof schema['type'] === 'string'
      ? { ...schema, type: [schema['type'], 'null'] }
      : { oneOf: [schema, { type: 'null' }] };
  });

/** An object with arbitrary field names, whose values all have one shape. */
export const mapOf = (name: string, shape: Shape): Shaped =>
  new Shaped({ [name]: shape }, (schemas) => ({ type: 'object', additionalProperties: schemas.of(shape) }));

/** An object that can have further fields, such as a request from monday. */
export const atLeast = (shape: object): Shaped => rules(shape, { additionalProperties: true });

/** An object without further fields; unknown fields are refused. */
export const exactly = (shape: object): Shaped => rules(shape, { additionalProperties: false });

/** A named component of the document. All uses of the shape refer to it. */
export const named = (name: string, shape: Shape): Shaped =>
  new Shaped(shape, (schemas) => schemas.of(shape), name);

/**
 * The input of a DTO. `shape` provides the examples of the fields, and the DTO their rules. Building the document fails
 * if the two differ in their fields, or in which of them are optional.
 */
export const dtoShape = (dto: Type<object>, shape: object): Shaped =>
  new Shaped(shape, (schemas) => schemas.ofDto(dto, shape));
