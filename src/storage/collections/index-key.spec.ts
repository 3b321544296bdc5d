import fc from 'fast-check';
import { anyCharacter } from '../../../test/framework/support/any-character.js';
import { type IndexType } from './collection-declaration.js';
import { AFTER_END, END, indexKeyOf, MAX_TEXT_BYTES } from './index-key.js';

const keyOf = (type: IndexType, value: unknown): string => {
  const found = indexKeyOf(type, value);
  if (!('key' in found)) throw new Error(found.problem);
  return found.key;
};
const compare = (one: string, other: string): number =>
  Math.sign(Buffer.compare(Buffer.from(one), Buffer.from(other)));

const text = fc
  .oneof(
    fc.string({ unit: anyCharacter, maxLength: 40 }),
    fc.string({
      unit: fc.constantFrom('\u0001', '\u0002', '\u0003', 'a', '\uffff', '\u{10000}'),
      maxLength: 6,
    }),
  )
  .filter((value) => !value.includes('\u0000') && value.isWellFormed());

describe('indexKeyOf', () => {
  it('orders numbers as numbers, of every sign and size', () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(number, fc.oneof(number, fc.integer()), (one, other) => {
        const expected = one === other ? 0 : one < other ? -1 : 1;
        expect(compare(keyOf('number', one), keyOf('number', other))).toBe(expected);
      }),
    );
    expect(keyOf('number', -0)).toBe(keyOf('number', 0));
  });

  it('orders text by its UTF-8 bytes, whatever follows', () => {
    fc.assert(
      fc.property(text, text, text, text, (one, other, idOfOne, idOfOther) => {
        fc.pre(one !== other);
        const expected = compare(one, other);
        const entry = (value: string, id: string): string => `${keyOf('text', value)}${END}${id}`;
        expect(compare(entry(one, idOfOne), entry(other, idOfOther))).toBe(expected);
        expect(compare(entry(one, idOfOne), keyOf('text', other))).toBe(expected);
        expect(compare(entry(one, idOfOne), `${keyOf('text', other)}${AFTER_END}`)).toBe(expected);
      }),
    );
  });

  it('has all entries of a value between its key and what follows its end', () => {
    fc.assert(
      fc.property(text, text, (value, id) => {
        const key = keyOf('text', value);
        expect(compare(`${key}${END}${id}`, key)).toBe(1);
        expect(compare(`${key}${END}${id}`, `${key}${AFTER_END}`)).toBe(-1);
        expect(`${key}${END}${id}`.split(END)[0]).toBe(key);
      }),
    );
  });

  it('orders dates by their moment, in every form', () => {
    const sorted = [
      '0001-01-01',
      '1969-12-31T23:59:59.999Z',
      '1970-01-01',
      '2026-03-01T00:30:00+01:00',
      '2026-03-01',
      '2026-03-01T00:00:00.001Z',
      new Date('2026-03-01T00:00:01Z'),
      '9999-12-31',
    ].map((value) => keyOf('date', value));
    expect([...sorted].sort(compare)).toEqual(sorted);
    expect(new Set(sorted).size).toBe(sorted.length);
    expect(keyOf('date', '2026-03-01T01:00+01:00')).toBe(keyOf('date', '2026-03-01'));
  });

  it.each<[IndexType, unknown]>([
    ['number', '1'],
    ['number', NaN],
    ['number', Infinity],
    ['number', true],
    ['date', 1],
    ['date', 'tomorrow'],
    ['date', '2026-02-30'],
    ['date', '2026-13-01'],
    ['date', '2026-03-01T12:00:00'],
    ['date', new Date(NaN)],
    ['text', 1],
    ['text', {}],
    ['text', 'a\u0000'],
    ['text', '\ud800'],
    ['text', 'é'.repeat(MAX_TEXT_BYTES / 2 + 1)],
  ])('refuses the %s %p', (type, value) => {
    expect(indexKeyOf(type, value)).toEqual({ problem: expect.any(String) as string });
  });
});
