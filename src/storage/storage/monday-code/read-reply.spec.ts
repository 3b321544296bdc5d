import { readReply, ReplyValue } from './read-reply.js';

const read = (text: string): unknown => readReply(Buffer.from(text));

describe('readReply', () => {
  it('keeps a value as its text, every digit of it', () => {
    expect(read('{"value": {"a": [12345678901234567890]}, "version": "v", "success": true}')).toEqual(
      fields({ value: new ReplyValue('{"a":[12345678901234567890]}'), version: 'v', success: true }),
    );
  });

  it('keeps the values of records as their text', () => {
    const text =
      '{"records":[{"key":"a","value":null,"backendOnly":true},{"key":"b","value":"x"}],"cursor":"c"}';
    expect(read(text)).toEqual(
      fields({
        records: [
          fields({ key: 'a', value: new ReplyValue('null'), backendOnly: true }),
          fields({ key: 'b', value: new ReplyValue('"x"') }),
        ],
        cursor: 'c',
      }),
    );
  });

  it('keeps every digit of a version that is a number', () => {
    expect(read('{"version":9007199254740993}')).toEqual(fields({ version: '9007199254740993' }));
  });

  it('reads an odd record as what it is', () => {
    expect(read('{"records":[1,{"records":[]}]}')).toEqual(fields({ records: [1, fields({ records: [] })] }));
    expect(read('{"records":"none"}')).toEqual(fields({ records: 'none' }));
    expect(read('"text"')).toBe('text');
  });

  it.each(['', '{"value":', 'html', '{"value":1}x', '['.repeat(1_001)])('gives nothing for %.10s', (text) => {
    expect(read(text)).toBeUndefined();
  });

  it('gives nothing for bytes that are no UTF-8', () => {
    expect(readReply(Buffer.from([0x22, 0xff, 0x22]))).toBeUndefined();
  });
});

const fields = (of: Record<string, unknown>): object => Object.assign(Object.create(null) as object, of);
