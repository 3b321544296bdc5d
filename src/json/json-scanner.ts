import { isExactNumber } from 'monday-persistence/exact-numbers';
import { JsonNestingError, JsonSyntaxError } from './json.errors.js';

export type JsonKind = 'object' | 'array' | 'string' | 'number' | 'literal';

/** A value as text, without whitespace between its tokens. */
export interface ScannedText {
  readonly text: string;
  /** Bytes of the text in UTF-8. */
  readonly bytes: number;
  /**
   * Whether every number in it is within the range of a double, which `JSON.parse` would otherwise read as infinity.
   */
  readonly isInRange: boolean;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const MINUS = 0x2d;
const PLUS = 0x2b;
const DOT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const LETTER_U = 0x75;
/** A number with fewer digits and no exponent is within the range of a double. */
const SAFE_DIGITS = 300;
/** Up to this length, a loop is faster than `copyWithin`. */
const SHORT_TOKEN = 32;

const isBlank = (byte: number | undefined): boolean =>
  byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= ZERO && byte <= NINE;
const isHex = (byte: number | undefined): boolean =>
  isDigit(byte) || (byte !== undefined && (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66);
/** What may follow a backslash, apart from `u` and its digits: `" \ / b f n r t`. */
const ESCAPES: ReadonlySet<number | undefined> = new Set(Buffer.from('"\\/bfnrt'));
const LITERALS: Readonly<Record<number, Buffer>> = {
  0x74: Buffer.from('true'),
  0x66: Buffer.from('false'),
  0x6e: Buffer.from('null'),
};

/**
 * Reads a JSON text (RFC 8259) from its bytes without creating objects, which can take ten times the size of the text.
 * The caller walks into relevant containers, and takes other values as text or skips them. All values are validated,
 * including skipped ones.
 *
 * The bytes must be valid UTF-8. The scanner owns them: whitespace between tokens is removed in place.
 *
 * Every method @throws JsonSyntaxError, and JsonNestingError if a taken or skipped value nests too deep.
 */
export class JsonScanner {
  /** The next byte to read. */
  private at = 0;
  /** Target position of the next byte of the current value; never beyond `at`. */
  private to = 0;
  private isInRange = true;
  /** By depth: whether the open container is an object. */
  private readonly isObject: boolean[] = [];

  /** @param maxNesting maximum nesting of a taken value */
  constructor(
    private readonly bytes: Buffer,
    private readonly maxNesting: number,
  ) {}

  /** The kind of the next value, from its first byte. */
  peek(): JsonKind {
    this.skipBlanks();
    const byte = this.bytes[this.at];
    if (byte === OPEN_OBJECT) return 'object';
    if (byte === OPEN_LIST) return 'array';
    if (byte === QUOTE) return 'string';
    if (byte === MINUS || isDigit(byte)) return 'number';
    if (byte !== undefined && byte in LITERALS) return 'literal';
    throw this.syntaxError();
  }

  /** Walks through an object. `member` must take or skip the value of each name. */
  readObject(member: (name: string) => void): void {
    this.expect(OPEN_OBJECT);
    if (this.isNext(CLOSE_OBJECT)) return;
    do {
      member(this.takeName());
    } while (this.isNext(COMMA));
    this.expect(CLOSE_OBJECT);
  }

  /** Walks through a list. `element` must take or skip the value at each index. */
  readArray(element: (index: number) => void): void {
    this.expect(OPEN_LIST);
    if (this.isNext(CLOSE_LIST)) return;
    let index = 0;
    do {
      element(index++);
    } while (this.isNext(COMMA));
    this.expect(CLOSE_LIST);
  }

  /** Takes the next value as text. */
  takeText(): ScannedText {
    this.skipBlanks();
    const start = this.at;
    this.scanValue();
    return {
      text: this.bytes.toString('utf8', start, this.to),
      bytes: this.to - start,
      isInRange: this.isInRange,
    };
  }

  /**
   * Takes the next value, which must be a text, a number, `true`, `false` or `null`; a container is read as `{}`, and a
   * number that a double does not hold exactly as `NaN`, which no rule of a number accepts.
   */
  takeScalar(): unknown {
    const kind = this.peek();
    if (kind === 'object' || kind === 'array') {
      this.skip();
      return {};
    }
    const { text } = this.takeText();
    return kind === 'number' && !isExactNumber(text) ? Number.NaN : JSON.parse(text);
  }

  /** Skips the next value. */
  skip(): void {
    this.skipBlanks();
    this.scanValue();
  }

  /** Only whitespace may follow. */
  end(): void {
    this.skipBlanks();
    if (this.at < this.bytes.length) throw this.syntaxError();
  }

  private takeName(): string {
    this.skipBlanks();
    const start = this.at;
    this.to = start;
    this.scanString();
    const name = JSON.parse(this.bytes.toString('utf8', start, this.to)) as string;
    this.expect(COLON);
    return name;
  }

  /** Reads one value and compacts its tokens, from the current position up to `to`. */
  private scanValue(): void {
    this.to = this.at;
    this.isInRange = true;
    this.isObject.length = 0;
    do {
      this.skipBlanks();
    } while (this.scanToken() || this.scanAfterValue());
  }

  /** Reads a scalar or enters a container. @returns whether a value must follow */
  private scanToken(): boolean {
    const byte = this.bytes[this.at];
    switch (byte) {
      case QUOTE:
        this.scanString();
        return false;
      case OPEN_OBJECT:
        this.open(true);
        if (this.closes(CLOSE_OBJECT)) return false;
        this.scanName();
        return true;
      case OPEN_LIST:
        this.open(false);
        return !this.closes(CLOSE_LIST);
      case undefined:
        throw this.syntaxError();
      default:
        if (byte === MINUS || isDigit(byte)) this.scanNumber();
        else this.scanLiteral(byte);
        return false;
    }
  }

  /** Closes the containers that end after a value. @returns whether another value must follow */
  private scanAfterValue(): boolean {
    while (this.isObject.length > 0) {
      const isObject = this.isObject.at(-1) === true;
      this.skipBlanks();
      if (this.bytes[this.at] === COMMA) {
        this.move(this.at, ++this.at);
        if (isObject) this.scanName();
        return true;
      }
      if (!this.closes(isObject ? CLOSE_OBJECT : CLOSE_LIST)) throw this.syntaxError();
    }
    return false;
  }

  private open(isObject: boolean): void {
    if (this.isObject.length === this.maxNesting) throw new JsonNestingError(this.maxNesting);
    this.isObject.push(isObject);
    this.move(this.at, ++this.at);
  }

  private closes(bracket: number): boolean {
    this.skipBlanks();
    if (this.bytes[this.at] !== bracket) return false;
    this.isObject.pop();
    this.move(this.at, ++this.at);
    return true;
  }

  private scanName(): void {
    this.skipBlanks();
    this.scanString();
    this.skipBlanks();
    if (this.bytes[this.at] !== COLON) throw this.syntaxError();
    this.move(this.at, ++this.at);
  }

  private scanString(): void {
    const { bytes } = this;
    const start = this.at;
    if (bytes[start] !== QUOTE) throw this.syntaxError();
    let at = start + 1;
    for (;;) {
      const byte = bytes[at];
      if (byte === QUOTE) break;
      if (byte === BACKSLASH) {
        this.at = at;
        at = this.endOfEscape(at);
      } else if (byte === undefined || byte < 0x20) {
        throw new JsonSyntaxError(at);
      } else {
        at += 1;
      }
    }
    this.at = at + 1;
    this.move(start, this.at);
  }

  private endOfEscape(at: number): number {
    const { bytes } = this;
    if (ESCAPES.has(bytes[at + 1])) return at + 2;
    const isUnit =
      bytes[at + 1] === LETTER_U &&
      isHex(bytes[at + 2]) &&
      isHex(bytes[at + 3]) &&
      isHex(bytes[at + 4]) &&
      isHex(bytes[at + 5]);
    if (!isUnit) throw this.syntaxError();
    return at + 6;
  }

  private scanNumber(): void {
    const { bytes } = this;
    const start = this.at;
    if (bytes[this.at] === MINUS) this.at += 1;
    if (bytes[this.at] === ZERO) this.at += 1;
    else this.scanDigits();
    if (bytes[this.at] === DOT) {
      this.at += 1;
      this.scanDigits();
    }
    const hasExponent = ((bytes[this.at] ?? 0) | 0x20) === 0x65;
    if (hasExponent) {
      this.at += 1;
      if (bytes[this.at] === PLUS || bytes[this.at] === MINUS) this.at += 1;
      this.scanDigits();
    }
    if (hasExponent || this.at - start > SAFE_DIGITS) {
      this.isInRange &&= Number.isFinite(Number(bytes.toString('latin1', start, this.at)));
    }
    this.move(start, this.at);
  }

  private scanDigits(): void {
    if (!isDigit(this.bytes[this.at])) throw this.syntaxError();
    while (isDigit(this.bytes[this.at])) this.at += 1;
  }

  private scanLiteral(first: number): void {
    const literal = LITERALS[first];
    const start = this.at;
    const end = start + (literal?.length ?? 0);
    if (!literal || literal.compare(this.bytes, start, Math.min(end, this.bytes.length)) !== 0) {
      throw this.syntaxError();
    }
    this.at = end;
    this.move(start, end);
  }

  private skipBlanks(): void {
    while (isBlank(this.bytes[this.at])) this.at += 1;
  }

  private isNext(byte: number): boolean {
    this.skipBlanks();
    if (this.bytes[this.at] !== byte) return false;
    this.at += 1;
    return true;
  }

  private expect(byte: number): void {
    if (!this.isNext(byte)) throw this.syntaxError();
  }

  /** Appends a token to the compacted value. */
  private move(start: number, end: number): void {
    const { bytes, to } = this;
    if (to !== start) {
      if (end - start > SHORT_TOKEN) bytes.copyWithin(to, start, end);
      else for (let i = start; i < end; i += 1) bytes[to + i - start] = bytes[i] as number;
    }
    this.to = to + end - start;
  }

  private syntaxError(): JsonSyntaxError {
    return new JsonSyntaxError(this.at);
  }
}
