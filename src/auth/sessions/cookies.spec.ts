import { type Request } from 'express';
import { listCookies, readCookie } from './cookies.js';

const NAME = '__Host-session';
const TOKEN_CHARACTER = /[!#$%&'*+\-.^_`|~0-9A-Za-z]/;

/** Every character that a header of Node may hold, which is one for each byte. */
const characters = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code));
const notInTokens = characters.filter((character) => !TOKEN_CHARACTER.test(character));
/** These two surround a name; the others are parts of it. */
const blanks = [' ', '\t'];
/** These two end a name. */
const ends = ['=', ';'];
const foreign = notInTokens.filter((character) => ![...blanks, ...ends].includes(character));

const requestWith = (cookie: string | undefined): Request =>
  ({ headers: cookie === undefined ? {} : { cookie } }) as Request;
const read = (cookie: string | undefined, name = NAME): string | undefined =>
  readCookie(requestWith(cookie), name);
const names = (cookie: string): string[] => listCookies(requestWith(cookie)).map(({ name }) => name);

describe('readCookie', () => {
  it('gives the value of a name', () => {
    expect(read(`a=1; ${NAME}=mine; b=2`)).toBe('mine');
    expect(read(`${NAME}=mine`)).toBe('mine');
    expect(read(`a=1;${NAME}=a=b;b=2`)).toBe('a=b');
  });

  it.each([undefined, '', ';', '=', '=x', ';;;', 'a', NAME, `${NAME};`, `a=${NAME}`])(
    'has none in %j',
    (cookie) => {
      expect(read(cookie)).toBeUndefined();
    },
  );

  it.each(blanks)('strips %j around name and value', (blank) => {
    expect(read(`a=1;${blank}${blank}${NAME}${blank}=${blank}mine${blank}${blank}; b=2`)).toBe('mine');
    expect(read(`${NAME}=${blank}`)).toBe('');
  });

  it('strips nothing else: other characters that trim() removes stay part of a name or value', () => {
    const others = characters.filter((character) => character.trim() === '' && !blanks.includes(character));
    expect(others).toContain('\u00a0');
    for (const other of others) {
      expect(read(`${NAME}=${other}mine${other}`)).toBe(`${other}mine${other}`);
      expect(read(`${other}${NAME}=theirs`)).toBeUndefined();
    }
  });

  it('matches only the exact name, without characters that are not part of a token', () => {
    for (const character of foreign) {
      for (const name of [
        `${character}${NAME}`,
        `${NAME}${character}`,
        ` ${character} ${NAME}`,
        `__Host-${character}session`,
      ]) {
        expect(read(`${name}=theirs`)).toBeUndefined();
        expect(read(`${NAME}=mine; ${name}=theirs`)).toBe('mine');
        expect(read(`${name}=theirs; ${NAME}=mine`)).toBe('mine');
      }
    }
  });

  it('compares names exactly', () => {
    for (const name of ['__host-session', '__HOST-SESSION', 'session', `${NAME}2`, `x${NAME}`]) {
      expect(read(`${name}=theirs`)).toBeUndefined();
    }
  });

  it.each([
    `${NAME}=mine; ${NAME}=theirs`,
    `${NAME}=mine; a=1; ${NAME}=mine`,
    `${NAME}=; ${NAME}=mine`,
    `\t${NAME} =mine; ${NAME}\t= theirs`,
    `${NAME}=mine; ${NAME}=theirs; ${NAME}=third`,
  ])('has none if the name comes more than once: %j', (cookie) => {
    expect(read(cookie)).toBeUndefined();
    expect(read(`${cookie}; other=fine`, 'other')).toBe('fine');
  });
});

describe('listCookies', () => {
  it('gives every cookie in its order, repeated ones too', () => {
    expect(listCookies(requestWith('b=1; a=2; b=3'))).toEqual([
      { name: 'b', value: '1' },
      { name: 'a', value: '2' },
      { name: 'b', value: '3' },
    ]);
  });

  it('leaves out every name that is no token', () => {
    for (const character of [...foreign, ' ', '\t']) expect(names(`a${character}b=1; c=2`)).toEqual(['c']);
  });

  it('knows every character of a token', () => {
    const token = characters.filter((character) => TOKEN_CHARACTER.test(character)).join('');
    expect(token).toHaveLength(77);
    expect(names(`${token}=1`)).toEqual([token]);
  });

  it('gives names that mean something to objects as plain names', () => {
    expect(names('__proto__=1; constructor=2; session=3')).toEqual(['__proto__', 'constructor', 'session']);
  });
});
