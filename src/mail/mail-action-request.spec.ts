import { readMailAction, readRecipients } from './mail-action-request.js';
import { MailAddressInvalidError, MailContentInvalidError } from './mail.errors.js';

const ADA = 'ada@example.com';
const BOB = 'bob@example.com';
const run = (inputFields: unknown, around: object = {}): unknown => ({ payload: { inputFields }, ...around });

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
    expect(readMailAction(run({ to })).to).toEqual(recipients);
    expect(readRecipients(to)).toEqual(recipients);
  });

  it.each([undefined, ''])('are absent of %j', (to) => {
    expect(readMailAction(run({ to })).to).toBeUndefined();
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
    expect(() => readMailAction(run({ to }))).toThrow(MailAddressInvalidError);
  });
});

describe.each(['subject', 'text', 'html'] as const)('the %s of a mail action', (name) => {
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
    expect(readMailAction(run({ [name]: value }))[name]).toBe(text);
  });

  it('of a list is all of it', () => {
    const joined = readMailAction(run({ [name]: ['one', { text: 'two' }, 3] }))[name];
    expect(joined).toBe(name === 'subject' ? 'one, two, 3' : 'one\ntwo\n3');
  });

  it.each([undefined, ''])('is absent of %j', (value) => {
    expect(readMailAction(run({ [name]: value }))[name]).toBeUndefined();
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
    expect(() => readMailAction(run({ [name]: value }))).toThrow(MailContentInvalidError);
  });
});

describe('a mail action', () => {
  it('puts a subject on one line', () => {
    expect(readMailAction(run({ subject: 'a\r\nBcc: b\u2028c' })).subject).toBe('a Bcc: b c');
  });

  it.each([
    ['x'.repeat(255), 'x'.repeat(255)],
    ['x'.repeat(256), `${'x'.repeat(254)}…`],
    [`${'x'.repeat(253)}😀y`, `${'x'.repeat(253)}…`],
    [`New item: ${'ü'.repeat(255)}`, `New item: ${'ü'.repeat(244)}…`],
    ['a\u0007\u0000b', 'a b'],
  ])('shortens a subject to what a mail may have', (subject, line) => {
    expect(readMailAction(run({ subject })).subject).toBe(line);
  });

  it('reads the older name of the input fields if the newer one is absent', () => {
    const payload = { inboundFieldValues: { to: ADA } };
    expect(readMailAction({ payload }).to).toEqual([{ address: ADA }]);
    expect(readMailAction({ payload: { ...payload, inputFields: { to: BOB } } }).to).toEqual([
      { address: BOB },
    ]);
    expect(readMailAction({ payload: {} })).toEqual({});
  });

  it.each([null, [], 'x', 5, true])('refuses input fields that are %j', (fields) => {
    for (const payload of [{ inputFields: fields }, { inboundFieldValues: fields }]) {
      expect(() => readMailAction({ payload })).toThrow(MailContentInvalidError);
    }
  });

  it.each([undefined, null, [], 'x', {}, { payload: null }, { payload: [] }, { payload: 'x' }])(
    'refuses the request %j',
    (body) => {
      expect(() => readMailAction(body)).toThrow(MailContentInvalidError);
    },
  );

  it('reads the id of its run, and refuses one that it could not recognise again', () => {
    const read = (runtimeMetadata: unknown): unknown =>
      readMailAction(run({}, { runtimeMetadata })).actionUuid;
    expect([read(undefined), read({}), read({ actionUuid: '' }), read({ actionUuid: 'a' })]).toEqual([
      undefined,
      undefined,
      undefined,
      'a',
    ]);
    for (const wrong of [null, 'x', { actionUuid: null }, { actionUuid: {} }, { actionUuid: true }]) {
      expect(() => read(wrong)).toThrow(MailContentInvalidError);
    }
  });
});
