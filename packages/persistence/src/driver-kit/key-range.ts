/** The keys of a scan: from `lower` (included) to `upper` (excluded; `undefined` for no end), in the order of their UTF-8 bytes. */
export interface KeyRange {
  readonly lower: string;
  readonly upper: string | undefined;
}

/** The keys with this prefix that come after `after` and before `before`, or `undefined` if there can be none. */
export function keyRange(prefix: string, after = '', before?: string): KeyRange | undefined {
  const lower = lowerOf(prefix, after);
  if (lower === undefined) return undefined;
  if (before === undefined) return { lower, upper: endOf(prefix) };
  if (before.startsWith(prefix)) return { lower, upper: before };
  return isBefore(before, prefix) ? undefined : { lower, upper: endOf(prefix) };
}

function lowerOf(prefix: string, after: string): string | undefined {
  if (after !== '' && after.startsWith(prefix)) return next(after);
  return after === '' || isBefore(after, prefix) ? prefix : undefined;
}

/** In the order of UTF-8, which is not that of JavaScript's `<`. */
function isBefore(key: string, other: string): boolean {
  return Buffer.compare(Buffer.from(key), Buffer.from(other)) < 0;
}

/** The smallest key after this one: keys have no U+0000, so U+0001 is the least that can follow. */
export function next(key: string): string {
  return `${key}\u0001`;
}

/** The smallest string above all that start with the prefix. The order of UTF-8 bytes is that of code points. */
function endOf(prefix: string): string | undefined {
  const points = Array.from(prefix, (character) => character.codePointAt(0) ?? 0);
  while (points.length > 0) {
    const last = points.pop() ?? 0;
    if (last < 0x10ffff) return String.fromCodePoint(...points, last === 0xd7ff ? 0xe000 : last + 1);
  }
  return undefined;
}
