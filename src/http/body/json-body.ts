import { findInexactNumber, quoteInexactNumbers } from 'monday-persistence/exact-numbers';
import { BodyNotJsonException } from './body.errors.js';

/** The body of a route marked `@LargeBody()`: valid UTF-8, and not parsed. A pipe of the route reads it. */
export class JsonBody {
  constructor(readonly bytes: Buffer) {}
}

/** Matches every text with a number that a double cannot hold, and few others. */
const UNUSUAL_NUMBER = /\d[\d.]{15}|\d[eE]/;
/** The texts of bodies with unusual numbers. */
const texts = new WeakMap<object, string>();

/**
 * The body as a value. It must be an object or a list.
 * @throws BodyNotJsonException
 */
export function parseBody(bytes: Buffer): object {
  const text = bytes.toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new BodyNotJsonException();
  }
  if (typeof value !== 'object' || value === null) throw new BodyNotJsonException();
  if (UNUSUAL_NUMBER.test(text)) texts.set(value, text);
  return value;
}

/**
 * A number in a body that changed when the body was parsed, as it was sent.
 * @param body a result of {@link parseBody}; anything else has no such number
 */
export function findChangedNumber(body: object): string | undefined {
  const text = texts.get(body);
  return text === undefined ? undefined : findInexactNumber(text);
}

/**
 * A body whose numbers are all as they were sent: those that changed when it was parsed are text, as monday also sends
 * ids.
 * @param body a result of {@link parseBody}; anything else is returned as it is
 */
export function withExactNumbers(body: unknown): unknown {
  const text = typeof body === 'object' && body !== null ? texts.get(body) : undefined;
  if (text === undefined) return body;
  const quoted = quoteInexactNumbers(text);
  return quoted === text ? body : (JSON.parse(quoted) as unknown);
}
