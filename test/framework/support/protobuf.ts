/** The fields of a message, by number: numbers as they are, everything else as bytes. */
export type Fields = ReadonlyMap<number, readonly (bigint | Buffer)[]>;

const VARINT = 0;
const FIXED_64 = 1;
const BYTES = 2;
const FIXED_32 = 5;

/** Reads the wire format of protocol buffers, which says nothing of names and little of types. */
export function readFields(bytes: Buffer): Fields {
  const fields = new Map<number, (bigint | Buffer)[]>();
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at++]!;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  const take = (length: number): Buffer => bytes.subarray(at, (at += length));
  while (at < bytes.length) {
    const key = Number(varint());
    const value = readValue(key & 7, varint, take);
    const field = key >> 3;
    fields.set(field, [...(fields.get(field) ?? []), value]);
  }
  return fields;
}

function readValue(type: number, varint: () => bigint, take: (length: number) => Buffer): bigint | Buffer {
  switch (type) {
    case VARINT:
      return varint();
    case FIXED_64:
      return take(8).readBigUInt64LE();
    case BYTES:
      return take(Number(varint()));
    case FIXED_32:
      return BigInt(take(4).readUInt32LE());
    default:
      throw new Error(`There is no wire type ${type} here.`);
  }
}
