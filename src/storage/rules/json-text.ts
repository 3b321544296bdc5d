import { type ScannedText } from '../../json/index.js';

/** Maximum size of a value, in bytes of its JSON text in UTF-8. */
export const MAX_VALUE_BYTES = 6 * 1024 * 1024;
/** Maximum nesting of arrays and objects in a value. */
export const MAX_NESTING = 200;
export const TOO_DEEP = `must not nest deeper than ${MAX_NESTING}`;
const OUT_OF_RANGE = 'must not contain a number outside the range of JSON';

/** A JSON text, or the reason why there is none. */
export type JsonEncoding =
  { readonly text: string } | { readonly problem: string; readonly tooLarge?: boolean };

/**
 * The JSON text of a value, which can be parsed to the same value. Values that JSON would silently change or drop
 * (`NaN`, dates, functions, class instances) are refused. Properties that are `undefined` are omitted.
 */
export function encodeJson(value: unknown): JsonEncoding {
  const problem = findValueProblem(value, 1);
  if (problem !== undefined) return { problem };
  const text = JSON.stringify(value);
  return limitSize(text, Buffer.byteLength(text));
}

/** The same rules for a value that is already JSON text. Its nesting was checked when it was read. */
export function checkJsonText({ text, bytes, isInRange }: ScannedText): JsonEncoding {
  return isInRange ? limitSize(text, bytes) : { problem: OUT_OF_RANGE };
}

function limitSize(text: string, bytes: number): JsonEncoding {
  return bytes > MAX_VALUE_BYTES
    ? { problem: `must be at most ${MAX_VALUE_BYTES} bytes of JSON`, tooLarge: true }
    : { text };
}

function findValueProblem(value: unknown, depth: number): string | undefined {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return undefined;
    case 'number':
      return Number.isFinite(value) ? undefined : OUT_OF_RANGE;
    case 'object':
      return value === null ? undefined : findContainerProblem(value, depth);
    case 'undefined':
    case 'bigint':
    case 'function':
    case 'symbol':
      return `must be JSON, which has no ${typeof value}`;
  }
}

/** Also detects cycles, which nest infinitely. */
function findContainerProblem(container: object, depth: number): string | undefined {
  if (depth > MAX_NESTING) return TOO_DEEP;
  if (Array.isArray(container)) {
    for (const item of container as unknown[]) {
      const problem = findValueProblem(item, depth + 1);
      if (problem !== undefined) return problem;
    }
    return undefined;
  }
  if (!isPlain(container) || hasToJson(container)) return 'must be made of plain objects and arrays';
  for (const item of Object.values(container) as unknown[]) {
    const problem = item === undefined ? undefined : findValueProblem(item, depth + 1);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** Also for an object of another realm, which has a different `Object.prototype`. */
function isPlain(object: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(object);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** JSON.stringify would call it and store something else. */
function hasToJson(object: object): boolean {
  return typeof (object as { toJSON?: unknown }).toJSON === 'function';
}
