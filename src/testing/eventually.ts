const LIMIT_MS = 25_000;

/**
 * Calls `look` until it returns a result.
 * @param look returns or resolves to `undefined` if there is no result yet
 * @throws Error after 25 seconds, which only a failure or a very busy machine takes
 */
export async function eventually<T>(look: () => Promise<T | undefined> | T | undefined): Promise<T> {
  const deadline = Date.now() + LIMIT_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error('It did not happen in time.');
    await new Promise((resolve) => setImmediate(resolve));
  }
}
