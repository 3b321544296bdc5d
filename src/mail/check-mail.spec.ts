import { checkMail } from './check-mail.js';

/** Compares only the stable code. */
const withCode = (code: string): Error => expect.objectContaining({ code }) as Error;

const MAIL = { to: 'ada@example.com', subject: 'Hello', text: 'x' };

describe('checkMail', () => {
  it.each(['a@b.example', ' ada+tag@example.com ', 'user@localhost', 'ü@example.com'])('takes %j', (to) => {
    expect(checkMail({ ...MAIL, to }).to).toEqual([to.trim()]);
  });

  it.each([
    [''],
    ['ada'],
    ['@example.com'],
    ['ada@'],
    ['a@example.com\nBcc: b@example.com'],
    ['a@example.com\r\n'.repeat(2)],
    ['a@example.com\u0000'],
    ['a@example.com,b@example.com'],
    ['a@example.com;b@example.com'],
    ['Ada <a@example.com>'],
    ['<a@example.com>'],
    ['a b@example.com'],
    [`${'a'.repeat(250)}@example.com`],
    ['ada\u200b@example.com'],
    ['ada@exam\u200bple.com'],
    ['ada@exam\u00adple.com'],
    ['\u2060ada@example.com'],
    ['ada\ufeff@example.com'],
    ['ada\u3164@example.com'],
    ['ada\u115f@example.com'],
    ['ada\u034f@example.com'],
    ['ada\ufe0f@example.com'],
    ['\u202eada@example.com'],
    ['ada\u00a0@example.com'],
    ['ada\ue000@example.com'],
    ['ada\ud800@example.com'],
    ['ada@0x7f000001'],
    ['ada@127.1'],
    ['ada@xn--zz.example'],
    ['ada@XN--ZZ.example'],
    [`ada@${'ü'.repeat(60)}.example`],
    [`ada@${'ü.'.repeat(80)}example`],
  ])('refuses %j as an address', (to) => {
    expect(() => checkMail({ ...MAIL, to })).toThrow(withCode('mail.address_invalid'));
  });

  it('sends to each address once, to 50 at most and to one at least', () => {
    const to = Array.from({ length: 50 }, (_, n) => `a${n}@example.com`);
    expect(checkMail({ ...MAIL, to: [...to, 'a1@example.com'] }).to).toEqual(to);
    for (const wrong of [[], [...to, 'one-more@example.com']]) {
      expect(() => checkMail({ ...MAIL, to: wrong })).toThrow(withCode('mail.address_invalid'));
    }
  });

  it('checks 500 addresses at most, however often the same is named', () => {
    const named = (count: number): string[] => Array.from({ length: count }, () => 'ada@example.com');
    expect(checkMail({ ...MAIL, to: named(500) }).to).toEqual(['ada@example.com']);
    expect(() => checkMail({ ...MAIL, to: named(501) })).toThrow(withCode('mail.address_invalid'));
  });

  it('takes an address once, however its domain is spelled', () => {
    const to = ['ada@exämple.com', 'ada@EXÄMPLE.com', 'ada@xn--exmple-cua.com', 'Ada@exämple.com'];
    expect(checkMail({ ...MAIL, to }).to).toEqual([to[0], to[3]]);
  });

  it('keeps the names of recipients', () => {
    const to = [
      { address: 'a@example.com', name: ' Ada "the first", L. ' },
      'b@example.com',
      { address: 'c@example.com', name: ' ' },
    ];
    const names = { 'a@example.com': 'Ada "the first", L.' };
    expect(checkMail({ ...MAIL, to })).toMatchObject({
      to: ['a@example.com', 'b@example.com', 'c@example.com'],
      names,
    });
    expect(checkMail({ ...MAIL, to: to[0]! })).toMatchObject({ to: ['a@example.com'], names });
    for (const name of ['Ada\r\nBcc: b@example.com', 'x'.repeat(256)]) {
      const refused = { ...MAIL, to: { address: 'a@example.com', name } };
      expect(() => checkMail(refused)).toThrow(withCode('mail.address_invalid'));
    }
  });

  it.each([
    ['\u202ednuferA yb\u202c', 'dnuferA yb'],
    ['A\u200bda', 'Ada'],
    ['\u2066Ada\u2069\u200e\u00ad\ufeff', 'Ada'],
    ['\u{1f469}\u200d\u{1f4bb} Ada', '\u{1f469}\u200d\u{1f4bb} Ada'],
    ['\u0645\u06cc\u200c\u062e\u0648', '\u0645\u06cc\u200c\u062e\u0648'],
  ])('reads the name %j without characters that hide or turn text', (name, shown) => {
    const to = { address: 'a@example.com', name };
    expect(checkMail({ ...MAIL, to }).names).toEqual({ 'a@example.com': shown });
  });

  it.each([' ', '\u200b', '\u202e\u202c', ' \u2060 '])('takes the name %j as none', (name) => {
    expect(checkMail({ ...MAIL, to: { address: 'a@example.com', name } }).names).toBeUndefined();
  });

  it.each(['', '  ', 'a\r\nBcc: b@example.com', 'a\nb', 'a\u2028b', 'x'.repeat(256)])(
    'refuses the subject %j',
    (subject) => {
      expect(() => checkMail({ ...MAIL, subject })).toThrow(withCode('mail.content_invalid'));
    },
  );

  it.each(['', null])('refuses the idempotency key %j', (idempotencyKey) => {
    const mail = { ...MAIL, idempotencyKey: idempotencyKey as string };
    expect(() => checkMail(mail)).toThrow(withCode('mail.content_invalid'));
  });

  it('requires text or html of at most 512 kB', () => {
    for (const content of [{ text: undefined }, { text: '' }, { text: 'ü'.repeat(256 * 1024 + 1) }]) {
      expect(() => checkMail({ ...MAIL, ...content })).toThrow(withCode('mail.content_invalid'));
    }
  });

  it('makes a text part of html', () => {
    expect(checkMail({ ...MAIL, text: undefined, html: '<p>Hello</p>' })).toMatchObject({
      text: 'Hello',
      html: '<p>Hello</p>',
    });
  });
});
