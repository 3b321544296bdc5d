import { type Exchange, Message } from './exchange.js';
import { MASK, maskExchange, maskText } from './mask-secrets.js';

const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl';

describe('maskText', () => {
  it.each([
    ['a JWT anywhere', `see ${JWT}, please`, `see ${MASK}, please`],
    ['a JWT that is cut off', `{"x":"${JWT.slice(0, 30)}`, `{"x":"${MASK}`],
    ['a token by its name', '{"access_token": "a\\"b", "id": 1}', `{"access_token": "${MASK}", "id": 1}`],
    ['a token that is cut off', '{"refreshToken":"abc', `{"refreshToken":"${MASK}"`],
    ['a password', '{"Password":"x","user":"y"}', `{"Password":"${MASK}","user":"y"}`],
    ['JSON in JSON', '{"a":"{\\"clientSecret\\":\\"x\\"}"}', `{"a":"{\\"clientSecret\\":\\"${MASK}\\"}"}`],
    ['a form', 'code=abc&grant_type=authorization_code', `code=${MASK}&grant_type=authorization_code`],
    ['a query', '/mndy-queue?secret=abc&x=1', `/mndy-queue?secret=${MASK}&x=1`],
    ['a password in an address', 'mongodb://user:pass@host/db', `mongodb://user:${MASK}@host/db`],
    ['a given secret', 'before-known-after', `before-${MASK}-after`],
  ])('masks %s', (_name, text, expected) => {
    expect(maskText(text, ['known'])).toBe(expected);
  });

  it.each([
    '{"errors":[{"extensions":{"code":"NOT_FOUND"}}]}',
    '{"data":{"boards":[{"cursor":"eyJwYWdlIjoxfQ"}]}}',
    'query { token_of_appreciation }',
  ])('leaves other text: %s', (text) => {
    expect(maskText(text, [])).toBe(text);
  });

  it.each(['"', '\\', 'eyJ-'])('takes no longer for a long text without an end: %s', (part) => {
    const text = part.repeat(60_000 / part.length) + ' token'.repeat(1_000);
    const start = process.cpuUsage();
    expect(maskText(text, [])).toHaveLength(66_000);
    expect(process.cpuUsage(start).user).toBeLessThan(1_000_000);
  });
});

describe('maskExchange', () => {
  const exchange = (target: string, body: string): Exchange => ({
    target,
    request: Message.of(
      [
        ['Authorization', `Bearer ${JWT}`],
        ['Cookie', 'session=abc'],
        ['X-Dev-Token', 'abc'],
        ['Accept', 'application/json'],
      ],
      body,
    ),
    response: Message.of([['content-type', 'application/json']], '{"data":{"value":"abc"}}'),
  });

  it('masks the headers with secrets, and no others', () => {
    const { headers } = maskExchange(exchange('/v2', ''), []).request;
    expect(Object.fromEntries(headers)).toEqual({
      Authorization: MASK,
      Cookie: MASK,
      'X-Dev-Token': MASK,
      Accept: 'application/json',
    });
  });

  it.each([
    '/v1/kv/data/p/key',
    '/sidecar/secure-storage/key',
    '/sidecar/secrets/NAME',
    '/api/code/10000001/secrets/NAME',
    '/API/code/10000001/env/NAME',
  ])('shows no body of %s', (target) => {
    expect(JSON.stringify(maskExchange(exchange(target, '{"value":"abc"}'), []))).not.toContain('"abc');
  });

  it('says how much of a long body it shows, and that bytes are not shown', () => {
    const long = maskExchange(exchange('/v2', 'x'.repeat(100_000)), []).request;
    expect([long.body?.length, long.note]).toEqual([65_536, 'The first 65536 of 100000 bytes.']);
    const image = { ...exchange('/v2', ''), response: Message.of([['Content-Type', 'image/png']], 'abc') };
    expect(maskExchange(image, []).response).toMatchObject({ note: '3 bytes, which are not shown.' });
  });
});
