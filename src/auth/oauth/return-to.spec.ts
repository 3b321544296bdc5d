import fc from 'fast-check';
import { ReturnToInvalidError } from '../auth.errors.js';
import { anyCharacter } from '../../../test/framework/support/any-character.js';
import { checkOpener, checkReturnTo } from './return-to.js';

const ALLOWED = ['https://app.example.com', 'http://localhost:3000'];
const OWN = 'https://own.example.com';

describe('checkReturnTo', () => {
  it.each([
    ['/', '/'],
    ['/boards/1?x=//y#z', '/boards/1?x=//y#z'],
    ['/a/../b', '/b'],
    ['/%2F%2Fevil.example', '/%2F%2Fevil.example'],
    ['/@evil.example', '/@evil.example'],
    ['/:80', '/:80'],
    ['https://app.example.com', 'https://app.example.com/'],
    ['https://app.example.com:443/a?b', 'https://app.example.com/a?b'],
    ['HTTPS://APP.EXAMPLE.COM/a', 'https://app.example.com/a'],
    ['http://localhost:3000/a', 'http://localhost:3000/a'],
  ])('lets %s through as %s', (value, expected) => {
    expect(checkReturnTo(value, ALLOWED)).toBe(expected);
  });

  it.each([
    '',
    ' /a',
    '/a\n',
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\/evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/\u0000/evil.example',
    '/.//evil.example',
    '/..//evil.example',
    '/a/..//evil.example',
    '/%2e//evil.example',
    '/%2E%2E//evil.example',
    '/a/%2e%2e//evil.example',
    '/\u2028/evil.example',
    '/\uff0fevil.example',
    '/ä',
    'evil.example',
    '.evil.example',
    '@evil.example',
    'a/b',
    '?a',
    '#a',
    'http:evil.example',
    'https:/evil.example',
    'https:///evil.example',
    'https://evil.example',
    'https://app.example.com.evil.example',
    'https://app.example.com@evil.example',
    'https://evil.example@app.example.com',
    'https://user:pass@app.example.com',
    'https://app.example.com:8443',
    'http://app.example.com',
    'https://sub.app.example.com',
    'https://evil.example#app.example.com',
    'https://evil.example?https://app.example.com',
    'https://evil.example\\@app.example.com',
    'http://localhost:3001',
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    'blob:https://app.example.com/x',
    'ftp://app.example.com',
    'https://[::1',
    `/${'a'.repeat(2048)}`,
  ])('refuses %j', (value) => {
    expect(() => checkReturnTo(value, ALLOWED)).toThrow(ReturnToInvalidError);
  });

  it('never gives an address that leads a browser anywhere else', () => {
    const piece = fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      '%2e',
      '%2f',
      '@',
      ':',
      '?',
      '#',
      'evil.example',
      'a',
      '\t',
      '//',
      'https:',
    );
    const value = fc.oneof(
      fc.array(piece, { maxLength: 8 }).map((parts) => parts.join('')),
      fc.array(piece, { maxLength: 8 }).map((parts) => `/${parts.join('')}`),
      fc.string({ unit: anyCharacter }),
    );
    fc.assert(
      fc.property(value, (candidate) => {
        let given: string;
        try {
          given = checkReturnTo(candidate, ALLOWED);
        } catch (error) {
          return error instanceof ReturnToInvalidError;
        }
        const { origin } = new URL(given, OWN);
        return origin === OWN || ALLOWED.includes(origin);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('the opener of a pop-up', () => {
  const ALLOWED = ['https://view.example.com'];

  it('allows a configured origin', () => {
    expect(checkOpener('https://view.example.com', ALLOWED)).toBe('https://view.example.com');
  });

  it.each([
    '*',
    '/',
    '',
    'https://view.example.com/',
    'https://view.example.com.evil.example',
    'https://VIEW.example.com',
    'http://view.example.com',
    'null',
  ])('tells nobody at %j', (origin) => {
    expect(() => checkOpener(origin, ALLOWED)).toThrow(ReturnToInvalidError);
  });
});
