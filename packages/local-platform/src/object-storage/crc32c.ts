/** The polynomial of Castagnoli, reversed (RFC 3720, B.4). */
const POLYNOMIAL = 0x82f63b78;
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ POLYNOMIAL : value >>> 1;
  return value;
});

/** The checksum with which clients of Google Cloud Storage verify transfers. */
export class Crc32c {
  private state = 0xffffffff;

  update(bytes: Uint8Array): this {
    let state = this.state;
    for (const byte of bytes) state = (state >>> 8) ^ (TABLE[(state ^ byte) & 0xff] ?? 0);
    this.state = state;
    return this;
  }

  /** Four bytes, big-endian. */
  digest(): Buffer {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE((this.state ^ 0xffffffff) >>> 0);
    return bytes;
  }
}
