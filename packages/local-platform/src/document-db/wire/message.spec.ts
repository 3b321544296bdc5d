import { serialize } from 'bson';
import { CommandError } from '../command-error.js';
import { crc32c } from './crc32c.js';
import { BrokenFrameError, FrameReader } from './frame-reader.js';
import { parseMessage, replyTo } from './message.js';

const OP_MSG = 2013;
const OP_QUERY = 2004;

function frame(kind: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(16);
  head.writeInt32LE(16 + body.length, 0);
  head.writeInt32LE(42, 4);
  head.writeInt32LE(kind, 12);
  return Buffer.concat([head, body]);
}

const flags = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};

const body = (document: object): Buffer => Buffer.concat([Buffer.of(0), serialize(document)]);

/** A section of documents beside the body. */
function sequence(name: string, ...documents: readonly object[]): Buffer {
  const content = Buffer.concat([
    Buffer.from(`${name}\0`),
    ...documents.map((document) => serialize(document)),
  ]);
  const size = Buffer.alloc(4);
  size.writeInt32LE(content.length + 4);
  return Buffer.concat([Buffer.of(1), size, content]);
}

/** With the right checksum at its end. */
function checked(message: Buffer): Buffer {
  message.writeInt32LE(message.length + 4, 0);
  return Buffer.concat([message, flags(crc32c(message))]);
}

describe('the checksum', () => {
  it('is the known one of the known text', () => {
    expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283);
  });
});

describe('a message', () => {
  it('has a body, and documents beside it in either order', () => {
    const [first, second] = [body({ insert: 'x' }), sequence('documents', { a: 1 }, { b: 2 })];
    for (const parts of [
      [first, second],
      [second, first],
    ]) {
      const message = parseMessage(frame(OP_MSG, flags(0), ...parts));
      expect(message).toMatchObject({ requestId: 42, body: { insert: 'x' }, isSilent: false });
      expect(message.sequences.get('documents')).toHaveLength(2);
    }
  });

  it('may have a checksum, which must be right', () => {
    const message = checked(frame(OP_MSG, flags(1), body({ ping: 1 })));
    expect(Object.keys(parseMessage(message).body)).toEqual(['ping']);
    message[30] = (message[30] ?? 0) ^ 1;
    expect(() => parseMessage(message)).toThrow(BrokenFrameError);
  });

  it('may want no reply', () => {
    expect(parseMessage(frame(OP_MSG, flags(2), body({ ping: 1 }))).isSilent).toBe(true);
  });

  it('may be of the old kind, whose reply is too', () => {
    const head = Buffer.concat([flags(0), Buffer.from('admin.$cmd\0'), flags(0), flags(1)]);
    const message = parseMessage(frame(OP_QUERY, head, serialize({ ismaster: 1 })));
    expect(message).toMatchObject({ body: { $db: 'admin' }, isLegacy: true });
    const reply = Buffer.concat(replyTo(message, { ok: 1 }));
    expect([reply.readInt32LE(0), reply.readInt32LE(8), reply.readInt32LE(12)]).toEqual([
      reply.length,
      42,
      1,
    ]);
  });

  it.each([
    ['no body', frame(OP_MSG, flags(0))],
    ['two bodies', frame(OP_MSG, flags(0), body({}), body({}))],
    ['a list twice', frame(OP_MSG, flags(0), body({}), sequence('a'), sequence('a'))],
    ['an unknown section', frame(OP_MSG, flags(0), Buffer.of(9))],
    ['a list that is too long for it', frame(OP_MSG, flags(0), body({}), sequence('a').fill(0xff, 1, 5))],
  ])('is refused with %s', (_, message) => {
    expect(() => parseMessage(message)).toThrow(CommandError);
  });

  it.each([
    ['flags that must be known', frame(OP_MSG, flags(4), body({}))],
    ['another kind', frame(2012, Buffer.alloc(20))],
    ['nothing in it', frame(OP_MSG)],
  ])('ends the connection with %s', (_, message) => {
    expect(() => parseMessage(message)).toThrow(BrokenFrameError);
  });
});

describe('the reader', () => {
  it('finds messages however they are cut', () => {
    const [first, second] = [
      frame(OP_MSG, flags(0), body({ a: 1 })),
      frame(OP_MSG, flags(0), body({ b: 'x'.repeat(99) })),
    ];
    const stream = Buffer.concat([first, second]);
    for (let size = 1; size <= stream.length; size++) {
      const reader = new FrameReader(() => 1000);
      const found: Buffer[] = [];
      for (let at = 0; at < stream.length; at += size)
        found.push(...reader.push(stream.subarray(at, at + size)));
      expect(found).toEqual([first, second]);
      expect(reader.isWaiting).toBe(false);
    }
  });

  it.each([-1, 0, 15, 1001])('refuses the length %d', (length) => {
    const head = Buffer.alloc(16);
    head.writeInt32LE(length, 0);
    expect(() => [...new FrameReader(() => 1000).push(head)]).toThrow(BrokenFrameError);
  });
});
