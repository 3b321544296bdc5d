/**
 * The first place where two values of JSON differ, such as `app.features[1].name: "Greet" should be "Greet somebody"`.
 * @returns `undefined` if they are the same, whatever the order of their properties
 */
export function firstDifference(actual: unknown, expected: unknown, path = ''): string | undefined {
  if (!isContainer(actual) || !isContainer(expected) || Array.isArray(actual) !== Array.isArray(expected)) {
    return Object.is(actual, expected)
      ? undefined
      : `${path || 'all'}: ${text(actual)} should be ${text(expected)}`;
  }
  const keys = new Set([...Object.keys(expected), ...Object.keys(actual)]);
  for (const key of keys) {
    const below = Array.isArray(expected) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
    const found = firstDifference(actual[key], expected[key], below);
    if (found !== undefined) return found;
  }
  return undefined;
}

const isContainer = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** One line, short enough to read. */
function text(value: unknown): string {
  const json = value === undefined ? 'absent' : JSON.stringify(value);
  return json.length > 80 ? `${json.slice(0, 79)}…` : json;
}
