/**
 * Bytes that are made at the first call and then kept: everybody gets the same buffer, so that replies to slow readers
 * take no memory of their own. If `make` fails, the next call tries again.
 */
export function sharedBuffer(make: () => Promise<Buffer>): () => Promise<Buffer> {
  let bytes: Promise<Buffer> | undefined;
  return () =>
    (bytes ??= make().catch((error: unknown) => {
      bytes = undefined;
      throw error;
    }));
}
