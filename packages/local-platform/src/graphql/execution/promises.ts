/** Few resolvers wait for something; everything else is completed without promises. */
export function isPromise(value: unknown): value is Promise<unknown> {
  return (
    typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'
  );
}

/** Resolves to the object with what its promises resolve to. */
export async function promiseOfObject(object: Record<string, unknown>): Promise<Record<string, unknown>> {
  const keys = Object.keys(object);
  const values = await Promise.all(keys.map((key) => object[key]));
  for (const [index, key] of keys.entries()) object[key] = values[index];
  return object;
}
