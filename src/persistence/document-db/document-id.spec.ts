import { encode, decode, headOf, idOf } from './document-id.js';

const compare = (one: string, other: string): number => Buffer.compare(Buffer.from(one), Buffer.from(other));

describe('the id of a record', () => {
  it('is the key, unless the key is long or begins like a reserved id', () => {
    expect(idOf('storage/7/p/greeting')).toBe('storage/7/p/greeting');
    expect(idOf('__x__')).not.toMatch(/^__.*__$/);
    expect(decode(idOf('__x__'))).toBe('__x__');
  });

  it('has at most 1,500 bytes', () => {
    for (const key of ['x'.repeat(2_048), '語'.repeat(682), `a${'\u{1f600}'.repeat(511)}`]) {
      expect(Buffer.byteLength(idOf(key))).toBeLessThanOrEqual(1_500);
    }
  });

  it('has the order of the keys, if their beginnings differ', () => {
    const keys = ['', '^', '_', '_\u0001', '__', '__x__', '_a', '`', 'a', 'a_', `${'a'.repeat(2_000)}`];
    const ids = keys.map((key) => (headOf(key) === key ? encode(key) : idOf(key)));
    expect([...ids].sort(compare)).toEqual(ids);
  });

  it('differs for long keys with the same beginning, in one group', () => {
    const one = `${'語'.repeat(600)}a`;
    const other = `${'語'.repeat(600)}b`;
    expect(idOf(one)).not.toBe(idOf(other));
    expect(headOf(one)).toBe(headOf(other));
    expect(one.startsWith(headOf(one))).toBe(true);
  });
});
