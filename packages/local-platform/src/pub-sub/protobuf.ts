/** The fields of a message by number, in their order. Only fields of bytes are kept. */
export type ByteFields = ReadonlyMap<number, readonly Buffer[]>;

const VARINT = 0;
const FIXED_64 = 1;
const BYTES = 2;
const FIXED_32 = 5;
const MAX_VARINT_BYTES = 10;

/** The bytes are no message of protocol buffers. */
export class ProtobufError extends Error {
  override readonly name = 'ProtobufError';
}

/**
 * Reads a message in the wire format of protocol buffers, and skips the numbers in it.
 * @throws ProtobufError if it is cut or damaged
 */
export function readByteFields(bytes: Buffer): ByteFields {
  const fields = new Map<number, Buffer[]>();
  const reader = new ProtobufReader(bytes);
  while (!reader.isAtEnd) {
    const key = reader.varint();
    const value = reader.value(key & 7);
    const field = Math.floor(key / 8);
    if (!value) continue;
    const known = fields.get(field);
    if (known) known.push(value);
    else fields.set(field, [value]);
  }
  return fields;
}

/** Writes one field of bytes. @param number up to 15 */
export function writeBytes(number: number, bytes: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([(number << 3) | BYTES]), varintOf(bytes.length), bytes]);
}

class ProtobufReader {
  private at = 0;

  constructor(private readonly bytes: Buffer) {}

  get isAtEnd(): boolean {
    return this.at >= this.bytes.length;
  }

  varint(): number {
    let value = 0;
    for (let index = 0; index < MAX_VARINT_BYTES; index += 1) {
      const [byte = 0] = this.take(1);
      value += (byte & 0x7f) * 2 ** (7 * index);
      if (byte < 0x80) return value;
    }
    throw new ProtobufError('A number is too long.');
  }

  /** `undefined` for numbers. */
  value(type: number): Buffer | undefined {
    switch (type) {
      case VARINT:
        this.varint();
        return undefined;
      case FIXED_64:
        this.take(8);
        return undefined;
      case BYTES:
        return this.take(this.varint());
      case FIXED_32:
        this.take(4);
        return undefined;
      default:
        throw new ProtobufError(`There is no wire type ${type}.`);
    }
  }

  private take(length: number): Buffer {
    const end = this.at + length;
    if (end > this.bytes.length) throw new ProtobufError('The message is cut.');
    const taken = this.bytes.subarray(this.at, end);
    this.at = end;
    return taken;
  }
}

function varintOf(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  return Buffer.from([...bytes, rest]);
}
