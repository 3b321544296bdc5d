import { fieldsOf, isObject } from './index.js';

const OTHERS = [undefined, null, 1, 'text', true, ['a list'], () => 1];

describe('isObject', () => {
  it.each([{}, { a: 1 }, Object.create(null)])('accepts the object %o', (value) => {
    expect(isObject(value)).toBe(true);
  });

  it.each(OTHERS)('rejects %p', (value) => {
    expect(isObject(value)).toBe(false);
  });
});

describe('fieldsOf', () => {
  it('returns the object itself', () => {
    const value = { a: 1 };
    expect(fieldsOf(value)).toBe(value);
  });

  it.each(OTHERS)('returns no fields for %p', (value) => {
    expect(fieldsOf(value)).toEqual({});
  });
});
