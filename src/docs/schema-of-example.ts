import { type OpenAPIObject } from '@nestjs/swagger';
import { AnyJson } from './any-json.js';

type SchemaOrReference = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string];
export type Schema = Exclude<SchemaOrReference, { $ref: string }>;

const OPTIONAL = /\?$/;

/** The JSON schema of values like this one, with the value as its example. */
export function schemaOfExample(value: unknown): Schema {
  return { ...shapeOf(value), example: plain(value) };
}

function shapeOf(value: unknown): Schema {
  if (value === null) return { nullable: true };
  if (value instanceof AnyJson) return {};
  if (Array.isArray(value)) return { type: 'array', items: shapeOfItems(value) };
  if (typeof value === 'number') return { type: Number.isInteger(value) ? 'integer' : 'number' };
  if (typeof value === 'object') return objectShape(Object.entries(value));
  return { type: typeof value };
}

/** Items of several shapes are each of one of them. */
function shapeOfItems(items: readonly unknown[]): Schema {
  const shapes = new Map(items.map(shapeOf).map((shape) => [JSON.stringify(shape), shape]));
  const [first = {}, ...others] = shapes.values();
  return others.length === 0 ? first : { anyOf: [first, ...others] };
}

function objectShape(fields: readonly (readonly [string, unknown])[]): Schema {
  const required = fields.map(([name]) => name).filter((name) => !OPTIONAL.test(name));
  return {
    type: 'object',
    ...(required.length > 0 && { required }),
    properties: Object.fromEntries(
      fields.map(([name, value]) => [name.replace(OPTIONAL, ''), shapeOf(value)]),
    ),
  };
}

/** The example as it is sent. */
function plain(value: unknown): unknown {
  if (value instanceof AnyJson) return value.example;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [name.replace(OPTIONAL, ''), plain(field)]),
  );
}
