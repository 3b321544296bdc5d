import { type Shape, Shaped } from '#app/docs/index.js';

export const OPTIONAL = /\?$/;

/** The example of a shape, as it is sent. */
export function exampleOf(shape: Shape): unknown {
  if (shape instanceof Shaped) return exampleOf(shape.example);
  if (Array.isArray(shape)) return shape.map(exampleOf);
  if (typeof shape !== 'object' || shape === null) return shape;
  return Object.fromEntries(
    Object.entries(shape).map(([name, field]) => [name.replace(OPTIONAL, ''), exampleOf(field)]),
  );
}
