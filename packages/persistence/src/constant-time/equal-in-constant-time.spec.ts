import { equalInConstantTime, equalSignatures } from './equal-in-constant-time.js';

describe('equalInConstantTime', () => {
  it.each([
    ['the same text', 'secret', 'secret', true],
    ['texts that differ in the last character', 'secret', 'secreT', false],
    ['texts of different lengths', 'secret', 'secret ', false],
    ['an empty text', 'secret', '', false],
    ['the same bytes', Buffer.from([1, 2]), Buffer.from([1, 2]), true],
    ['bytes that differ', Buffer.from([1, 2]), Buffer.from([1, 3]), false],
    ['bytes of different lengths', Buffer.from([1, 2]), Buffer.from([1]), false],
    ['a text and its bytes', 'é', Buffer.from('é'), true],
  ])('compares %s', (_name, left, right, expected) => {
    expect(equalInConstantTime(left, right)).toBe(expected);
  });
});

describe('equalSignatures', () => {
  it.each([
    ['the same signature', 'aGk', 'aGk', true],
    ['signatures that differ', 'aGk', 'aGl', false],
    ['a shorter one', 'aGk', 'aG', false],
    ['an empty one', 'aGk', '', false],
    ['a character with the same low byte', 'a', '\u0161', false],
  ])('compares %s', (_name, left, right, expected) => {
    expect(equalSignatures(left, right)).toBe(expected);
  });
});
