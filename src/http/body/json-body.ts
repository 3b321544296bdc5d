import { BodyNotJsonException } from './body.errors.js';

/** The body of a route marked `@LargeBody()`: valid UTF-8, and not parsed. A pipe of the route reads it. */
export class JsonBody {
  constructor(readonly bytes: Buffer) {}
}

/**
 * The body as a value. It must be an object or a list.
 * @throws BodyNotJsonException
 */
export function parseBody(bytes: Buffer): object {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new BodyNotJsonException();
  }
  if (typeof value !== 'object' || value === null) throw new BodyNotJsonException();
  return value;
}
