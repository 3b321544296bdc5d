import fc from 'fast-check';
import { JsonNestingError, JsonSyntaxError } from './json.errors.js';
import { JsonScanner } from './json-scanner.js';

const scannerOf = (text: string, maxNesting = 200): JsonScanner =>
  new JsonScanner(Buffer.from(text), maxNesting);

function takeAll(text: string, maxNesting?: number): string {
  const scanner = scannerOf(text, maxNesting);
  const taken = scanner.takeText();
  scanner.end();
  expect(taken.bytes).toBe(Buffer.byteLength(taken.text));
  return taken.text;
}

function isAccepted(accept: () => unknown): boolean {
  try {
    accept();
    return true;
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof JsonSyntaxError)) throw error;
    return false;
  }
}

/** Characters of which JSON is made, so that a random text is nearly JSON often. */
const NEARLY_JSON = fc
  .array(
    fc.constantFrom(
      ...[
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        '"',
        '"a"',
        '""',
        '\\',
        '\\u00e9',
        '\\u12',
        '\\x',
        '\n',
        ' ',
        '\t',
        '\r',
      ],
      ...[
        '0',
        '1',
        '-',
        '+',
        '.',
        'e',
        'E',
        '12.5e-3',
        '01',
        '-0',
        'true',
        'false',
        'null',
        'tru',
        'ü',
        '\u0001',
      ],
      ...['\ufeff', '\u00a0', '\u2028', '\u{1f600}', '/', "'"],
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));

describe('JsonScanner', () => {
  it('accepts and rejects the same texts as JSON.parse', () => {
    fc.assert(
      fc.property(NEARLY_JSON, (text) => {
        expect(isAccepted(() => takeAll(text))).toBe(isAccepted(() => JSON.parse(text)));
      }),
      { numRuns: 3_000 },
    );
  });

  it('gives back the compact text of any JSON, however it is spread out', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 1, '\t', '\r\n   '), (value, indent) => {
        const spread = JSON.stringify(value, undefined, indent);
        expect(takeAll(` \n${spread}\t `)).toBe(JSON.stringify(value));
      }),
    );
  });

  it('keeps the blanks within texts, and every digit of a number', () => {
    expect(takeAll('[ " a \\u0020b " , 12345678901234567890.50 ]')).toBe(
      '[" a \\u0020b ",12345678901234567890.50]',
    );
  });

  it.each([
    '',
    ' ',
    '1 2',
    '{"a":1,}',
    '[1,]',
    '[,1]',
    '{"a"}',
    '{1:2}',
    '[1}',
    '{"a":1]',
    '"',
    '"\n"',
    '[',
    '{"a":',
  ])('refuses %j', (text) => {
    expect(() => takeAll(text)).toThrow(JsonSyntaxError);
  });

  it.each([
    ['1e308', true],
    ['-1e309', false],
    ['[1,{"a":1e400},2]', false],
    ['9'.repeat(309), false],
    [`0.${'0'.repeat(500)}1`, true],
    ['"1e400"', true],
  ])('says whether all numbers are in range, case %#', (text, isInRange) => {
    expect(scannerOf(text).takeText().isInRange).toBe(isInRange);
  });

  it('looks at the range of each value alone', () => {
    const scanner = scannerOf('[1e400, 1]');
    const inRange: boolean[] = [];
    scanner.readArray(() => inRange.push(scanner.takeText().isInRange));
    expect(inRange).toEqual([false, true]);
  });

  it('reads nested values up to the maximum depth', () => {
    const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;
    expect(takeAll(nested(3), 3)).toBe('[[[]]]');
    expect(() => takeAll(nested(4), 3)).toThrow(JsonNestingError);
    expect(() => takeAll('{"a":{"a":{"a":{}}}}', 3)).toThrow(JsonNestingError);
  });

  it('refuses nesting without end at once', () => {
    expect(() => takeAll('['.repeat(5_000_000))).toThrow(JsonNestingError);
  });

  it('traverses objects and lists, and reads only the requested values', () => {
    const scanner = scannerOf(' { "a" : [ 1 , { "b" : "x" } ] , "skipped" : [ [ ] ] , "\\u0063" : null } ');
    const read: unknown[] = [];
    scanner.readObject((name) => {
      read.push(name);
      if (name === 'a') scanner.readArray((index) => read.push(index, scanner.takeText().text));
      else if (name === 'skipped') scanner.skip();
      else read.push(scanner.takeScalar());
    });
    scanner.end();
    expect(read).toEqual(['a', 0, '1', 1, '{"b":"x"}', 'skipped', 'c', null]);
  });

  it.each(['{"a":1 "b":2}', '{"a":1,}', '{,}', '{"a":1'])(
    'rejects the object %j while traversing',
    (text) => {
      const scanner = scannerOf(text);
      expect(() => scanner.readObject(() => scanner.skip())).toThrow(JsonSyntaxError);
    },
  );

  it.each([
    ['"text"', 'text'],
    ['-0.5e1', -5],
    ['1.00000000000000001', NaN],
    ['9007199254740993', NaN],
    ['1e400', NaN],
    ['"9007199254740993"', '9007199254740993'],
    ['true', true],
    ['null', null],
    ['[1]', {}],
    ['{"a":1}', {}],
  ])('takes %s as a scalar', (text, value) => {
    expect(scannerOf(text).takeScalar()).toEqual(value);
  });

  it.each([
    ['{}', 'object'],
    [' []', 'array'],
    ['""', 'string'],
    ['-1', 'number'],
    ['false', 'literal'],
  ])('peeks at %s', (text, kind) => {
    const scanner = scannerOf(text);
    expect(scanner.peek()).toBe(kind);
    scanner.skip();
    scanner.end();
  });
});
