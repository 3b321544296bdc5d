const MAX_DISTANCE = 2;

/** The known name that differs from a misspelled one by at most two letters; `undefined` if there is none. */
export function similarName(name: string, known: readonly string[]): string | undefined {
  return known.find((other) => distance(other, name) <= MAX_DISTANCE);
}

/** The Levenshtein distance. */
function distance(one: string, other: string): number {
  if (Math.abs(one.length - other.length) > MAX_DISTANCE) return Infinity;
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const change = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, change));
    }
    row = next;
  }
  return row.at(-1) ?? Infinity;
}
