import { readEntityTags } from './entity-tags.js';

describe('readEntityTags', () => {
  it.each([
    ['"a"', ['a']],
    ['W/"a"', ['a']],
    ['"a", W/"b" ,"c"', ['a', 'b', 'c']],
    ['"a", W/"a"', ['a']],
    [', "a",, ,"b",', ['a', 'b']],
    ['"a-gzip"', ['a-gzip', 'a']],
    ['W/"a--gzip"', ['a--gzip', 'a-', 'a']],
    ['"a;br"', ['a;br', 'a']],
    ['"a:zstd"', ['a:zstd', 'a']],
    ['"a-gzip-br"', ['a-gzip-br', 'a-gzip']],
    ['"a-png"', ['a-png']],
    ['"gzip"', ['gzip']],
    ['""', ['']],
    ['', []],
  ])('reads %s', (header, values) => {
    expect(readEntityTags(header)).toEqual(values);
  });

  it.each(['a', '"a', '"a" "b"', '"a b"', 'w/"a"', '"a"b', '*', ',', '"a", b'])('refuses %s', (header) => {
    expect(readEntityTags(header)).toBeUndefined();
  });
});
