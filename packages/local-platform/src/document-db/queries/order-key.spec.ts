import { Binary, BSONRegExp, Double, Int32, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import { inverted, orderKey } from './order-key.js';

const FIRST_ID = new ObjectId('000000000000000000000001');
const SECOND_ID = new ObjectId('000000000000000000000002');

/** As MongoDB sorts. */
const ASCENDING: readonly unknown[] = [
  new MinKey(),
  null,
  NaN,
  -Infinity,
  Long.MIN_VALUE,
  -9_007_199_254_740_993n,
  new Double(-1.5),
  new Int32(-1),
  0,
  new Double(0.5),
  new Int32(1),
  1.000_000_1,
  Long.fromString('9007199254740992'),
  Long.fromString('9007199254740993'),
  Long.MAX_VALUE,
  Infinity,
  '',
  '\0',
  '\0a',
  'a',
  'a\0',
  'aa',
  'b',
  'é',
  '😀',
  {},
  { a: 1 },
  { a: 1, b: 1 },
  { b: 1 },
  { a: 'text' },
  [],
  [1],
  [1, 2],
  [2],
  new Binary(Buffer.from('z')),
  new Binary(Buffer.from('aa')),
  FIRST_ID,
  SECOND_ID,
  false,
  true,
  new Date(-1),
  new Date(0),
  new Date(1),
  new Timestamp(1n),
  new BSONRegExp('a'),
  new MaxKey(),
].map((value) => (typeof value === 'bigint' ? Long.fromBigInt(value) : value));

describe('the key of a value', () => {
  it('sorts as MongoDB sorts the values', () => {
    const shuffled = [...ASCENDING].reverse();
    const sorted = shuffled.sort((left, right) => Buffer.compare(orderKey(left), orderKey(right)));
    expect(sorted).toEqual(ASCENDING);
  });

  it('sorts the other way when it is inverted', () => {
    const sorted = [...ASCENDING].sort((left, right) =>
      Buffer.compare(inverted(orderKey(left)), inverted(orderKey(right))),
    );
    expect(sorted).toEqual([...ASCENDING].reverse());
  });

  it('is the same for numbers of the same value, and for null and nothing', () => {
    expect(orderKey(new Int32(5))).toEqual(orderKey(Long.fromNumber(5)));
    expect(orderKey(new Double(5))).toEqual(orderKey(5));
    expect(orderKey(-0)).toEqual(orderKey(0));
    expect(orderKey(undefined)).toEqual(orderKey(null));
  });

  it('is never the beginning of another', () => {
    const keys = ASCENDING.map((value) => orderKey(value).toString('latin1'));
    const beginnings = keys.filter((key) => keys.some((other) => other !== key && other.startsWith(key)));
    expect(beginnings).toEqual([]);
  });

  it('exists also for a date that nobody can have', () => {
    expect(orderKey(new Date(NaN))).toHaveLength(9);
  });
});
