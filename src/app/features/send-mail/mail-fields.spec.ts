import { areRecipients, isText, readRecipients, subjectOf, textOf } from './mail-fields.js';
import { MailAddressInvalidError } from '../../../mail/index.js';

const ADA = 'ada@example.com';
const BOB = 'bob@example.com';

describe('the recipients of a mail action', () => {
  it.each([
    [ADA, [{ address: ADA }]],
    [`${ADA}; Bob <${BOB}>`, [{ address: ADA }, { address: BOB, name: 'Bob' }]],
    [{ email: ADA }, [{ address: ADA }]],
    [{ email: ADA, text: ADA }, [{ address: ADA }]],
    [{ email: ADA, text: 'Ada' }, [{ address: ADA, name: 'Ada' }]],
    [{ email: ADA, text: ' Ada\r\nBcc: x' }, [{ address: ADA, name: ' Ada Bcc: x' }]],
    [{ email: `A <${ADA}>`, text: 'Ada' }, [{ address: ADA, name: 'A' }]],
    [{ email: ADA, text: 5, changed_at: '2026-11-28' }, [{ address: ADA }]],
    [{ text: ADA }, [{ address: ADA }]],
    [[ADA], [{ address: ADA }]],
    [
      [ADA, { email: BOB, text: 'Bob' }, { text: `${ADA}, ${BOB}` }],
      [{ address: ADA }, { address: BOB, name: 'Bob' }, { address: ADA }, { address: BOB }],
    ],
    [[], []],
    [' ', [{ address: ' ' }]],
    ['nobody', [{ address: 'nobody' }]],
    [
      [ADA, ''],
      [{ address: ADA }, { address: '' }],
    ],
    [{ email: '', text: ADA }, [{ address: '', name: ADA }]],
  ])('of %j are %j', (to, recipients) => {
    expect(areRecipients(to)).toBe(true);
    expect(readRecipients(to)).toEqual(recipients);
  });

  it.each([undefined, ''])('are absent of %j', (to) => {
    expect(areRecipients(to)).toBe(true);
    expect(readRecipients(to)).toBeUndefined();
  });

  it.each([
    [null],
    [true],
    [false],
    [0],
    [5],
    [{}],
    [{ email: 5 }],
    [{ email: {} }],
    [{ email: [ADA] }],
    [{ email: true, text: ADA }],
    [{ address: ADA }],
    [[ADA, null]],
    [[[ADA]]],
    [[ADA, 5]],
    [[ADA, {}]],
    [JSON.parse('{"__proto__":{"email":"ada@example.com"}}') as unknown],
  ])('cannot be %j', (to) => {
    expect(areRecipients(to)).toBe(false);
    expect(() => readRecipients(to)).toThrow(MailAddressInvalidError);
  });
});

describe('a text of a mail action', () => {
  it.each([
    ['Hello', 'Hello'],
    [5, '5'],
    [0, '0'],
    [{ text: 'Hello' }, 'Hello'],
    [{ text: 'Hello', changed_at: '2026-11-28' }, 'Hello'],
    [{ email: ADA, text: 'Ada' }, 'Ada'],
    [{ email: ADA }, ADA],
    [['Hello'], 'Hello'],
  ])('of %j is %j', (value, text) => {
    expect(isText(value)).toBe(true);
    expect(textOf(value)).toBe(text);
    expect(subjectOf(value)).toBe(text);
  });

  it('of a list is all of it', () => {
    const list = ['one', { text: 'two' }, 3];
    expect(textOf(list)).toBe('one\ntwo\n3');
    expect(subjectOf(list)).toBe('one, two, 3');
  });

  it.each([undefined, ''])('is absent of %j', (value) => {
    expect(isText(value)).toBe(true);
    expect(textOf(value)).toBeUndefined();
    expect(subjectOf(value)).toBeUndefined();
  });

  it.each([
    [null],
    [true],
    [false],
    [{}],
    [[]],
    [['']],
    [{ text: '' }],
    [{ text: {} }],
    [{ text: true }],
    [['a', null]],
    [[['a']]],
    [{ value: 'a' }],
  ])('cannot be %j', (value) => {
    expect(isText(value)).toBe(false);
  });
});

describe('a subject', () => {
  it('is put on one line', () => {
    expect(subjectOf('a\r\nBcc: b\u2028c')).toBe('a Bcc: b c');
  });

  it.each([
    ['x'.repeat(255), 'x'.repeat(255)],
    ['x'.repeat(256), `${'x'.repeat(254)}…`],
    [`${'x'.repeat(253)}😀y`, `${'x'.repeat(253)}…`],
    [`New item: ${'ü'.repeat(255)}`, `New item: ${'ü'.repeat(244)}…`],
    ['a\u0007\u0000b', 'a b'],
  ])('is shortened to what a mail may have', (subject, line) => {
    expect(subjectOf(subject)).toBe(line);
  });
});
