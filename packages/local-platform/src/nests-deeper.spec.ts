import { nestsDeeper } from './nests-deeper.js';

describe('nestsDeeper', () => {
  it.each([
    ['1', false],
    ['[[1]]', false],
    ['[[[1]]]', true],
    ['{"a":{"b":[1]}}', true],
    ['[{"a":1},[2],{}]', false],
    ['"[[["', false],
    ['[["\\"[[", "\\\\"]]', false],
    ['["\\\\", [[1]]]', true],
    ['["é[[[", "]]"]', false],
    ['[["', false],
    ['["\\', false],
  ])('of %s is %s', (json, expected) => {
    expect(nestsDeeper(Buffer.from(json), 2)).toBe(expected);
  });
});
