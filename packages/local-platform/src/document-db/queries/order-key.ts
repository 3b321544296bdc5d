import {
  Binary,
  BSONRegExp,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'bson';
import { isDocument, type Document } from '../document.js';

/** The order of MongoDB's types. Each is the first byte of a key; between two of them is room for a bound. */
const MIN_KEY = 0x01;
const NULL = 0x05;
const NUMBER = 0x10;
const STRING = 0x20;
const OBJECT = 0x30;
const ARRAY = 0x40;
const BINARY = 0x50;
const OBJECT_ID = 0x60;
const BOOLEAN = 0x70;
const DATE = 0x80;
const TIMESTAMP = 0x90;
const REGEXP = 0xa0;
const OTHER = 0xc0;
const MAX_KEY = 0xf0;
const END = 0x00;
const SIGN = 1n << 63n;

/** Collects bytes of a key. */
class KeyWriter {
  private bytes = Buffer.allocUnsafe(64);
  private length = 0;

  byte(value: number): void {
    this.reserve(1);
    this.bytes[this.length++] = value;
  }

  raw(value: Uint8Array): void {
    this.reserve(value.length);
    this.bytes.set(value, this.length);
    this.length += value.length;
  }

  int64(value: bigint): void {
    this.reserve(8);
    this.bytes.writeBigUInt64BE(BigInt.asUintN(64, value), this.length);
    this.length += 8;
  }

  /** Bytes whose order is that of the numbers: the sign bit is flipped, and of negative ones every bit. */
  double(value: number): void {
    this.reserve(8);
    const at = this.length;
    this.bytes.writeDoubleBE(value, at);
    const isNegative = (this.bytes[at] ?? 0) >= 0x80;
    if (isNegative) for (let i = at; i < at + 8; i++) this.bytes[i] = 0xff - (this.bytes[i] ?? 0);
    else this.bytes[at] = (this.bytes[at] ?? 0) | 0x80;
    this.length += 8;
  }

  /** Text ends with two zeros; a zero within is followed by 0xff, so that a prefix sorts first. */
  text(value: string): void {
    const bytes = Buffer.from(value, 'utf8');
    if (!bytes.includes(0)) this.raw(bytes);
    else
      for (const byte of bytes)
        if (byte === 0) this.raw(ESCAPED_ZERO);
        else this.byte(byte);
    this.raw(TEXT_END);
  }

  done(): Buffer {
    return this.bytes.subarray(0, this.length);
  }

  private reserve(count: number): void {
    if (this.length + count <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.length + count));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }
}

const ESCAPED_ZERO = Buffer.from([0, 0xff]);
const TEXT_END = Buffer.from([0, 0]);

/**
 * Bytes that sort as MongoDB sorts the values, whatever their types, and that are equal if MongoDB holds the values for
 * equal. No key is the beginning of another, so that keys of several values can be joined. A missing value sorts as null.
 */
export function orderKey(value: unknown): Buffer {
  const writer = new KeyWriter();
  write(writer, value);
  return writer.done();
}

/** The first bytes of all keys of the value's type, and those after the last: `$gt: 5` finds no text. */
export function typeBounds(value: unknown): readonly [Buffer, Buffer] {
  const type = orderKey(value)[0] ?? 0;
  return [Buffer.from([type]), Buffer.from([type + 1])];
}

/** The key of the opposite order. */
export function inverted(key: Uint8Array): Buffer {
  return Buffer.from(key.map((byte) => 0xff - byte));
}

function write(writer: KeyWriter, value: unknown): void {
  if (value === undefined || value === null) writer.byte(NULL);
  else if (typeof value === 'string') writeText(writer, STRING, value);
  else if (typeof value === 'number') writeNumber(writer, value);
  else if (value instanceof Int32 || value instanceof Double) writeNumber(writer, value.value);
  // Before `Long`, of which it is a kind.
  else if (value instanceof Timestamp) writeInteger(writer, TIMESTAMP, value.toBigInt() - SIGN);
  else if (Long.isLong(value)) writeLong(writer, value.toBigInt());
  else if (typeof value === 'boolean') writeFlag(writer, value);
  // A date that JavaScript cannot hold has no time; none is stored.
  else if (value instanceof Date) writeInteger(writer, DATE, BigInt(value.getTime() || 0));
  else if (value instanceof ObjectId) writeBytes(writer, OBJECT_ID, value.id);
  else if (value instanceof Decimal128) writeNumber(writer, Number(value.toString()));
  else if (Array.isArray(value)) writeArray(writer, value);
  else if (value instanceof Binary) writeBinary(writer, value);
  else if (value instanceof BSONRegExp) writeText(writer, REGEXP, `${value.pattern}\0${value.options}`);
  else if (value instanceof MinKey) writer.byte(MIN_KEY);
  else if (value instanceof MaxKey) writer.byte(MAX_KEY);
  else if (isDocument(value)) writeDocument(writer, value);
  else writer.byte(OTHER);
}

function writeText(writer: KeyWriter, type: number, value: string): void {
  writer.byte(type);
  writer.text(value);
}

/** A double, and by how much an integer that no double can hold differs from it. */
function writeNumber(writer: KeyWriter, value: number, difference = 0): void {
  writer.byte(NUMBER);
  if (Number.isNaN(value)) writer.int64(0n);
  else writer.double(value === 0 ? 0 : value);
  writer.byte((difference + 0x8000) >> 8);
  writer.byte((difference + 0x8000) & 0xff);
}

function writeLong(writer: KeyWriter, value: bigint): void {
  const rounded = Number(value);
  writeNumber(writer, rounded, Number(value - BigInt(rounded)));
}

function writeInteger(writer: KeyWriter, type: number, value: bigint): void {
  writer.byte(type);
  writer.int64(value + SIGN);
}

function writeFlag(writer: KeyWriter, value: boolean): void {
  writer.byte(BOOLEAN);
  writer.byte(value ? 1 : 0);
}

function writeBytes(writer: KeyWriter, type: number, value: Uint8Array): void {
  writer.byte(type);
  writer.raw(value);
}

/** By length, then by subtype, then by content. */
function writeBinary(writer: KeyWriter, value: Binary): void {
  writer.byte(BINARY);
  const content = value.value();
  writer.int64(BigInt(content.length));
  writer.byte(value.sub_type);
  writer.raw(content);
}

function writeArray(writer: KeyWriter, values: readonly unknown[]): void {
  writer.byte(ARRAY);
  for (const value of values) write(writer, value);
  writer.byte(END);
}

/** Field by field: first the type, then the name, then the value. */
function writeDocument(writer: KeyWriter, document: Document): void {
  writer.byte(OBJECT);
  for (const [name, value] of Object.entries(document)) {
    const key = orderKey(value);
    writer.byte(key[0] ?? NULL);
    writer.text(name);
    writer.raw(key);
  }
  writer.byte(END);
}
