import { parseRecipients } from './parse-recipients.js';

const [ADA, BOB] = ['ada@example.com', 'bob@example.com'];

describe('parseRecipients', () => {
  it.each([
    [`${ADA}`, [{ address: ADA }]],
    [` ${ADA} , ${BOB};`, [{ address: ADA }, { address: BOB }]],
    [`Ada <${ADA}>; <${BOB}>`, [{ address: ADA, name: 'Ada' }, { address: BOB }]],
    [`"Lovelace, Ada; \\"Countess\\"" < ${ADA} >`, [{ address: ADA, name: 'Lovelace, Ada; "Countess"' }]],
    [`"a,b"@example.com, ${BOB}`, [{ address: '"a,b"@example.com' }, { address: BOB }]],
    [`"${BOB}" <${ADA}>`, [{ address: ADA, name: BOB }]],
    [' , ;', []],
  ])('reads %s', (text, recipients) => {
    expect(parseRecipients(text)).toEqual(recipients);
  });

  it.each([
    `${ADA} ${BOB}`,
    `Ada <${ADA}> <${BOB}>x`,
    `Ada <${ADA}`,
    `Ada ${ADA}`,
    `${ADA}\r\nBcc: ${BOB}`,
    `"${ADA}, ${BOB}`,
    `group: ${ADA};`,
  ])('leaves whatever is no list as an address that nobody has: %j', (text) => {
    expect(parseRecipients(text).map(({ address }) => address)).toContainEqual(
      expect.stringMatching(/[\s<>:"]/),
    );
  });

  it('reads a megabyte of anything in one pass', () => {
    for (const text of ['"', ',', '<', '>', '\\', '"\\', 'a@b,', '<"'].map((each) =>
      each.repeat(1_000_000),
    )) {
      expect(() => parseRecipients(text)).not.toThrow();
    }
  });
});
