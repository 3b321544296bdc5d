import { Readable } from 'node:stream';
import { ObjectTooLargeError } from './object-storage.errors.js';
import { type ObjectContent } from './object-storage.types.js';

/** The bytes in chunks. @throws ObjectTooLargeError at the first chunk beyond the limit */
export async function* boundedChunks(
  content: ObjectContent,
  maxBytes: number,
): AsyncGenerator<Uint8Array, void, void> {
  let size = 0;
  for await (const chunk of chunksOf(content)) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new ObjectTooLargeError(maxBytes);
    yield chunk;
  }
}

function chunksOf(content: ObjectContent): AsyncIterable<Uint8Array> | Iterable<Uint8Array> {
  if (typeof content === 'string') return [Buffer.from(content)];
  return content instanceof Uint8Array ? [content] : content;
}

/**
 * Keeps an error that a stream emits before it is read, which would otherwise end the process. Reading throws it.
 */
export function holdErrors(content: ObjectContent): void {
  if (content instanceof Readable) content.once('error', () => undefined);
}
