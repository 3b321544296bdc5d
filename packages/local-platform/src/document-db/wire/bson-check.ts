import { CommandError } from '../command-error.js';

/** Deeper than any command: documents have their own limit, and commands wrap them a few times. */
const MAX_DEPTH = 100;
const MIN_DOCUMENT = 5;

/** Types of fixed length. */
const LENGTHS: Readonly<Record<number, number>> = {
  0x01: 8,
  0x06: 0,
  0x07: 12,
  0x08: 1,
  0x09: 8,
  0x0a: 0,
  0x10: 4,
  0x11: 8,
  0x12: 8,
  0x13: 16,
  0x7f: 0,
  0xff: 0,
};

/**
 * Walks through a document that someone sent, without copying anything: every length must be true, and every text must
 * end. What passes can be parsed.
 * @returns where it ends
 * @throws CommandError FailedToParse
 */
export function checkBson(bytes: Buffer, start: number, limit: number, depth = 0): number {
  if (depth > MAX_DEPTH) throw malformed('nested too deeply');
  const end = documentEnd(bytes, start, limit);
  let at = start + 4;
  while (at < end - 1) {
    const type = bytes[at] ?? 0;
    at = valueEnd(bytes, type, textEnd(bytes, at + 1, end), end, depth);
  }
  if (at !== end - 1 || bytes[at] !== 0) throw malformed('no end');
  return end;
}

function documentEnd(bytes: Buffer, start: number, limit: number): number {
  const length = lengthAt(bytes, start, limit);
  if (length < MIN_DOCUMENT || length > limit - start) throw malformed('wrong length');
  return start + length;
}

function valueEnd(bytes: Buffer, type: number, at: number, end: number, depth: number): number {
  const fixed = LENGTHS[type];
  if (fixed !== undefined) return within(at + fixed, end);
  switch (type) {
    case 0x02:
    case 0x0d:
    case 0x0e:
      return stringEnd(bytes, at, end);
    case 0x03:
    case 0x04:
      return checkBson(bytes, at, end - 1, depth + 1);
    case 0x05:
      return binaryEnd(bytes, at, end);
    case 0x0b:
      return textEnd(bytes, textEnd(bytes, at, end), end);
    case 0x0c:
      return within(stringEnd(bytes, at, end) + 12, end);
    default:
      throw malformed('unknown type');
  }
}

function stringEnd(bytes: Buffer, at: number, end: number): number {
  const length = lengthAt(bytes, at, end);
  if (length < 1) throw malformed('wrong length');
  const after = within(at + 4 + length, end);
  if (bytes[after - 1] !== 0) throw malformed('text without end');
  return after;
}

function binaryEnd(bytes: Buffer, at: number, end: number): number {
  const length = lengthAt(bytes, at, end);
  if (length < 0) throw malformed('wrong length');
  // The old subtype says its length twice.
  if (bytes[at + 4] === 0x02 && (length < 4 || lengthAt(bytes, at + 5, end) !== length - 4)) {
    throw malformed('wrong length');
  }
  return within(at + 5 + length, end);
}

function textEnd(bytes: Buffer, at: number, end: number): number {
  const zero = bytes.indexOf(0, at);
  if (zero < 0) throw malformed('text without end');
  return within(zero + 1, end);
}

function lengthAt(bytes: Buffer, at: number, end: number): number {
  within(at + 4, end + 1);
  return bytes.readInt32LE(at);
}

/** Room for the zero at the end of the document must be left. */
function within(at: number, end: number): number {
  if (at > end - 1) throw malformed('wrong length');
  return at;
}

const malformed = (problem: string): CommandError =>
  new CommandError('FailedToParse', `The message is no valid BSON: ${problem}.`);
