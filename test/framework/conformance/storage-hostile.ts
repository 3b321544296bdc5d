import { HOSTILE_KEYS } from './hostile-text.js';

/** Keys that storage takes: all different, and easily mixed up by careless code. */
export const STORAGE_KEYS: readonly string[] = [
  ...HOSTILE_KEYS.filter((key) => key.length <= 256 && key !== '.' && key !== '..'),
  '...',
  './',
  '../1001/p/a',
  'p/a',
  's/a',
  'counter/increment',
  'a?shared=true',
  'a#fragment',
  'a+b',
  'a b',
  'a%20b',
  'a%2Fb',
  '語'.repeat(256),
  '\u{1f600}'.repeat(128),
];

/** Keys that storage refuses, by name. */
export const REFUSED_KEYS: readonly (readonly [name: string, key: unknown])[] = [
  ['an empty key', ''],
  ['a dot', '.'],
  ['two dots', '..'],
  ['U+0000', 'a\u0000b'],
  ['a lone high surrogate', 'a\ud800'],
  ['a lone low surrogate', '\udc00a'],
  ['257 units', 'x'.repeat(257)],
  ['257 units of surrogate pairs', `${'\u{1f600}'.repeat(128)}x`],
  ['a number', 7],
  ['nothing', undefined],
  ['null', null],
];

const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));

/** Values that come back as they went in, by name. */
export const STORAGE_VALUES: readonly (readonly [name: string, value: unknown])[] = [
  ['zero', 0],
  ['false', false],
  ['empty text', ''],
  ['null', null],
  ['an empty list', []],
  ['an empty object', {}],
  ['a constructor', { constructor: 1 }],
  ['a prototype', JSON.parse('{"__proto__":{"polluted":true},"a":1}')],
  ['toString as a name', { toString: 'x', valueOf: 1, hasOwnProperty: null, toJSON: 1 }],
  ['U+0000 in text', 'a\u0000b'],
  ['a lone surrogate in text', 'a\ud800b'],
  ['odd names', { '': 1, '\u0000': 2, 'a.b': 3, '👩‍👩‍👧‍👦': 4 }],
  ['quotes', `'"\\'';--`],
  ['emoji', '👩‍👩‍👧‍👦 \u{1f600}'],
  ['line separators', '\u2028\u2029\r\n'],
  ['a byte order mark', '\ufefftext'],
  ['the largest number', Number.MAX_VALUE],
  ['the smallest number', Number.MIN_VALUE],
  ['a big number', JSON.parse('123456789012345678901234567890')],
  ['safe integers', [Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER]],
  ['text that looks like JSON', '{"a":1}'],
  ['nesting of 200', nested(200)],
  ['a wrapper of the platform', { PRIM__MON__CODE_: 0 }],
];

const circle: Record<string, unknown> = {};
circle['self'] = circle;

/** Values that are not JSON, or not within the limits, by name. */
export const REFUSED_VALUES: readonly (readonly [name: string, value: unknown])[] = [
  ['undefined', undefined],
  ['a function', () => 1],
  ['a symbol', Symbol('s')],
  ['a big integer', 1n],
  ['NaN', NaN],
  ['infinity', { a: [Infinity] }],
  ['a date', new Date(0)],
  ['a map', new Map([[1, 2]])],
  ['bytes', Buffer.from('a')],
  ['a circle', circle],
  ['a gap in a list', [1, undefined]],
  ['nesting of 201', nested(201)],
];

/** Text of a JSON string with so many bytes of JSON. */
export const textOfJsonBytes = (bytes: number): string => 'x'.repeat(bytes - 2);
