import { Double, type Long } from 'bson';
import { encodeDocument } from '../document.js';

const ARRAY = 0x04;
const DOCUMENT = 0x03;

/** Part of a cursor's documents, as bytes that are already BSON. */
export interface Batch {
  readonly name: 'firstBatch' | 'nextBatch';
  readonly documents: readonly Uint8Array[];
  readonly namespace: string;
  /** 0 if nothing follows. */
  readonly cursor: Long;
}

/** Builds the reply of a cursor without parsing its documents. */
export function cursorReply({ name, documents, namespace, cursor }: Batch): Uint8Array {
  const elements = documents.flatMap((bytes, at) => [element(DOCUMENT, String(at)), bytes]);
  const inner = withFields({ id: cursor, ns: namespace }, [element(ARRAY, name), wrapped(elements)]);
  return withFields({ ok: new Double(1) }, [element(DOCUMENT, 'cursor'), inner]);
}

function element(type: number, name: string): Buffer {
  return Buffer.from(`${String.fromCharCode(type)}${name}\0`, 'latin1');
}

/** Appends elements to a document. */
function withFields(fields: Record<string, unknown>, elements: readonly Uint8Array[]): Uint8Array {
  return wrapped([encodeDocument(fields).subarray(4, -1), ...elements]);
}

function wrapped(elements: readonly Uint8Array[]): Buffer {
  const length = elements.reduce((sum, { byteLength }) => sum + byteLength, 5);
  const bytes = Buffer.allocUnsafe(length);
  bytes.writeInt32LE(length, 0);
  let at = 4;
  for (const part of elements) {
    bytes.set(part, at);
    at += part.length;
  }
  bytes[at] = 0;
  return bytes;
}
