const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** `original_geometry` of a PNG or GIF, such as `800x600`; `undefined` for other formats. */
export function imageSize(bytes: Buffer): string | undefined {
  if (bytes.length >= 24 && bytes.subarray(0, 8).equals(PNG)) {
    return `${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`;
  }
  if (bytes.length >= 10 && bytes.toString('latin1', 0, 4) === 'GIF8') {
    return `${bytes.readUInt16LE(6)}x${bytes.readUInt16LE(8)}`;
  }
  return undefined;
}
