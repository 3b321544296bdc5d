import { CommandError } from '../command-error.js';
import { decodeDocument, encodeDocument, type Document } from '../document.js';
import { checkBson } from './bson-check.js';
import { crc32c } from './crc32c.js';
import { BrokenFrameError, HEADER_BYTES } from './frame-reader.js';

const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const CHECKSUM_PRESENT = 1;
const MORE_TO_COME = 2;
/** Bits of the flags whose meaning a server must know. */
const REQUIRED_FLAGS = 0xffff;
const CHECKSUM_BYTES = 4;
const MAX_COPIED_BYTES = 64 * 1024;
const MAX_SEQUENCE_DOCUMENTS = 100_000;

/** A command that a client sent. */
export interface Message {
  readonly requestId: number;
  readonly body: Document;
  /** Lists of documents that were sent beside the body, by the field that they belong to. */
  readonly sequences: ReadonlyMap<string, readonly Buffer[]>;
  /** The client wants no reply. */
  readonly isSilent: boolean;
  /** As the first `hello` of a connection may be sent. */
  readonly isLegacy: boolean;
  readonly bytes: number;
}

/**
 * Parses a message.
 * @throws BrokenFrameError if it is no message of a kind that is known here
 * @throws CommandError FailedToParse if its documents are broken
 */
export function parseMessage(frame: Buffer): Message {
  switch (frame.readInt32LE(12)) {
    case OP_MSG:
      return parseOpMsg(frame);
    case OP_QUERY:
      return parseOpQuery(frame);
    default:
      throw new BrokenFrameError('unknown kind of message');
  }
}

/** Reads the number that the reply must name. */
export function requestIdOf(frame: Buffer): number {
  return frame.readInt32LE(4);
}

function parseOpMsg(frame: Buffer): Message {
  if (frame.length < HEADER_BYTES + 4) throw new BrokenFrameError('message too short');
  const flags = frame.readUInt32LE(HEADER_BYTES);
  if ((flags & REQUIRED_FLAGS & ~(CHECKSUM_PRESENT | MORE_TO_COME)) !== 0) {
    throw new BrokenFrameError('unknown flags');
  }
  const end = (flags & CHECKSUM_PRESENT) === 0 ? frame.length : checkedEnd(frame);
  const sections = parseSections(frame, HEADER_BYTES + 4, end);
  return {
    ...sections,
    requestId: requestIdOf(frame),
    isSilent: (flags & MORE_TO_COME) !== 0,
    isLegacy: false,
    bytes: frame.length,
  };
}

function checkedEnd(frame: Buffer): number {
  const end = frame.length - CHECKSUM_BYTES;
  if (end < HEADER_BYTES + 4 || crc32c(frame.subarray(0, end)) !== frame.readUInt32LE(end)) {
    throw new BrokenFrameError('wrong checksum');
  }
  return end;
}

function parseSections(frame: Buffer, start: number, end: number): Pick<Message, 'body' | 'sequences'> {
  let body: Document | undefined;
  const sequences = new Map<string, readonly Buffer[]>();
  let at = start;
  while (at < end) {
    const kind = frame[at];
    if (kind === 0 && !body) {
      const after = checkBson(frame, at + 1, end);
      body = decodeDocument(frame.subarray(at + 1, after));
      at = after;
    } else if (kind === 1) at = parseSequence(frame, at + 1, end, sequences);
    else throw new CommandError('FailedToParse', 'The message has an unknown section.');
  }
  if (!body) throw new CommandError('FailedToParse', 'The message has no body.');
  return { body, sequences };
}

function parseSequence(
  frame: Buffer,
  start: number,
  limit: number,
  sequences: Map<string, readonly Buffer[]>,
): number {
  const size = limit - start < 4 ? -1 : frame.readInt32LE(start);
  const end = start + size;
  const zero = frame.indexOf(0, start + 4);
  if (size < 5 || end > limit || zero < 0 || zero >= end) {
    throw new CommandError('FailedToParse', 'The message has a broken section.');
  }
  const documents: Buffer[] = [];
  for (let at = zero + 1; at < end;) {
    const after = checkBson(frame, at, end);
    documents.push(frame.subarray(at, after));
    at = after;
    if (documents.length > MAX_SEQUENCE_DOCUMENTS) {
      throw new CommandError('InvalidOptions', 'The message has too many documents.');
    }
  }
  const name = frame.toString('utf8', start + 4, zero);
  if (sequences.has(name)) throw new CommandError('FailedToParse', 'The message names a section twice.');
  sequences.set(name, documents);
  return end;
}

/** Flags, the collection's name, two numbers, a document. Only commands, which is what `hello` needs. */
function parseOpQuery(frame: Buffer): Message {
  const zero = frame.indexOf(0, HEADER_BYTES + 4);
  const start = zero + 9;
  if (zero < 0 || start + 5 > frame.length) throw new BrokenFrameError('message too short');
  const namespace = frame.toString('utf8', HEADER_BYTES + 4, zero);
  if (!namespace.endsWith('.$cmd')) throw new BrokenFrameError('a query that is no command');
  const end = checkBson(frame, start, frame.length);
  const body = decodeDocument(frame.subarray(start, end));
  return {
    requestId: requestIdOf(frame),
    body: { ...body, $db: namespace.slice(0, -'.$cmd'.length) },
    sequences: new Map(),
    isSilent: false,
    isLegacy: true,
    bytes: frame.length,
  };
}

/** Builds the reply to a message. */
export function replyTo(
  { requestId, isLegacy }: Pick<Message, 'requestId' | 'isLegacy'>,
  reply: Document | Uint8Array,
): readonly Uint8Array[] {
  const body = reply instanceof Uint8Array ? reply : encodeDocument(reply);
  const rest = isLegacy ? 20 : 5;
  const head = Buffer.alloc(HEADER_BYTES + rest);
  head.writeInt32LE(head.length + body.length, 0);
  head.writeInt32LE(requestId, 8);
  head.writeInt32LE(isLegacy ? OP_REPLY : OP_MSG, 12);
  // The old kind: flags, cursor and position are 0, then the number of documents.
  if (isLegacy) head.writeInt32LE(1, HEADER_BYTES + 16);
  // One write is cheaper than two, unless much must be copied for it.
  return body.length > MAX_COPIED_BYTES ? [head, body] : [Buffer.concat([head, body])];
}
