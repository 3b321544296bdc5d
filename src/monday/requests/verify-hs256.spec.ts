import { createHmac, createSecretKey } from 'node:crypto';
import { JwtService } from '@nestjs/jwt';
import fc from 'fast-check';
import { MondayTokenInvalidError } from './monday-requests.errors.js';
import { verifyHs256 } from './verify-hs256.js';

const SECRET = 'signing-secret-of-the-test-0123456789';
const NOW = 1_790_000_000;
const TOLERANCE = 5;
const key = createSecretKey(Buffer.from(SECRET));
const reference = new JwtService({ secretOrKeyProvider: () => key });

type Verdict = { readonly claims: unknown } | 'refused';

function ours(token: string): Verdict {
  try {
    return { claims: verifyHs256(token, { key, now: NOW, toleranceSeconds: TOLERANCE }) };
  } catch (error) {
    expect(error).toBeInstanceOf(MondayTokenInvalidError);
    return 'refused';
  }
}

function theirs(token: string): Verdict {
  try {
    const options = { algorithms: ['HS256' as const], clockTimestamp: NOW, clockTolerance: TOLERANCE };
    const claims: unknown = reference.verify(token, options);
    // It returns the text of a payload that is no object, which the app refuses in any case.
    return typeof claims === 'object' ? { claims } : 'refused';
  } catch {
    return 'refused';
  }
}

/** The caller refuses a payload that is no object. */
const verdictOf = (token: string): Verdict => {
  const verdict = ours(token);
  if (verdict === 'refused') return verdict;
  return typeof verdict.claims === 'object' && verdict.claims !== null ? verdict : 'refused';
};

const base64 = (text: string | Uint8Array): string => Buffer.from(text).toString('base64url');

function signed(header: string, payload: string, { secret = SECRET, hash = 'sha256' } = {}): string {
  const input = `${header}.${payload}`;
  return `${input}.${createHmac(hash, secret).update(input).digest('base64url')}`;
}

const jsonOf = (value: unknown): string => base64(JSON.stringify(value));
const HEADER = jsonOf({ alg: 'HS256', typ: 'JWT' });
const PAYLOAD = jsonOf({ exp: NOW + 300, accountId: 17 });

describe('verifyHs256', () => {
  it.each<[string, string, boolean]>([
    ['a good token', signed(HEADER, PAYLOAD), true],
    ['the header in another order', signed(jsonOf({ typ: 'JWT', alg: 'HS256' }), PAYLOAD), true],
    ['a header without a type', signed(jsonOf({ alg: 'HS256' }), PAYLOAD), true],
    ['a key id', signed(jsonOf({ alg: 'HS256', typ: 'JWT', kid: 'x' }), PAYLOAD), true],
    ['no algorithm', signed(jsonOf({ typ: 'JWT' }), PAYLOAD), false],
    ['the algorithm none', signed(jsonOf({ alg: 'none' }), PAYLOAD), false],
    ['the algorithm none and no signature', `${jsonOf({ alg: 'none' })}.${PAYLOAD}.`, false],
    ['another hash', signed(jsonOf({ alg: 'HS512' }), PAYLOAD, { hash: 'sha512' }), false],
    ['a list of algorithms', signed(jsonOf({ alg: ['HS256'] }), PAYLOAD), false],
    ['a header that is a text', signed(jsonOf('HS256'), PAYLOAD), false],
    ['a header that is null', signed(jsonOf(null), PAYLOAD), false],
    ['a header that is no JSON', signed(base64('{'), PAYLOAD), false],
    ['the algorithm in a prototype', signed(base64('{"__proto__":{"alg":"HS256"}}'), PAYLOAD), false],
    ['two algorithms, the last HS256', signed(base64('{"alg":"none","alg":"HS256"}'), PAYLOAD), true],
    ['two algorithms, the last none', signed(base64('{"alg":"HS256","alg":"none"}'), PAYLOAD), false],
    ['two expiries, the last one over', signed(HEADER, base64(`{"exp":${NOW + 9},"exp":1}`)), false],
    ['an expiry over, in a prototype', signed(HEADER, base64('{"__proto__":{"exp":1}}')), true],
    ['another secret', signed(HEADER, PAYLOAD, { secret: `${SECRET}x` }), false],
    ['a signature that decodes to the same bytes', otherText(signed(HEADER, PAYLOAD)), false],
    ['a signature with padding', `${signed(HEADER, PAYLOAD)}=`, false],
    ['a shorter signature', signed(HEADER, PAYLOAD).slice(0, -1), false],
    ['a line break at the end', `${signed(HEADER, PAYLOAD)}\n`, false],
    ['base64 with other characters', signed(HEADER, `${PAYLOAD}+`), false],
    ['characters beyond ASCII', signed(HEADER, `${PAYLOAD}é`), false],
    ['four parts', `${signed(HEADER, PAYLOAD)}.x`, false],
    ['two parts', `${HEADER}.${PAYLOAD}`, false],
    ['an empty payload', signed(HEADER, ''), false],
    ['nothing', '', false],
    ['a payload that is no JSON', signed(HEADER, base64('{')), false],
    ['a payload that is a text', signed(HEADER, jsonOf('x')), false],
    ['no expiry', signed(HEADER, jsonOf({})), true],
    ['an expiry within the tolerance', signed(HEADER, jsonOf({ exp: NOW - TOLERANCE + 1 })), true],
    ['an expiry at the end of the tolerance', signed(HEADER, jsonOf({ exp: NOW - TOLERANCE })), false],
    ['an expiry that is a text', signed(HEADER, jsonOf({ exp: `${NOW + 300}` })), false],
    ['an expiry that is null', signed(HEADER, jsonOf({ exp: null })), false],
    ['an expiry without end', signed(HEADER, base64('{"exp":1e999}')), true],
    ['a start within the tolerance', signed(HEADER, jsonOf({ nbf: NOW + TOLERANCE })), true],
    ['a start after the tolerance', signed(HEADER, jsonOf({ nbf: NOW + TOLERANCE + 1 })), false],
    ['a start that is a text', signed(HEADER, jsonOf({ nbf: '1' })), false],
  ])('gives the verdict of jsonwebtoken on %s', (_name, token, isAccepted) => {
    const expected = theirs(token);
    expect(expected === 'refused').toBe(!isAccepted);
    expect(verdictOf(token)).toEqual(expected);
  });

  it('gives the verdict of jsonwebtoken on any signed header and payload', () => {
    const time = fc.oneof(fc.integer({ min: NOW - 10, max: NOW + 10 }), fc.jsonValue());
    const claims = fc.oneof(
      fc.record({ exp: time, nbf: time, iat: fc.jsonValue(), more: fc.jsonValue() }, { requiredKeys: [] }),
      fc.jsonValue(),
    );
    const algorithm = fc.constantFrom<unknown>('HS256', 'HS384', 'HS512', 'none', 'RS256', 'hs256', null, 1);
    const header = fc.oneof(
      fc.record(
        { alg: algorithm, typ: fc.constantFrom<unknown>('JWT', 'jwt', 1), kid: fc.string() },
        { requiredKeys: [] },
      ),
      fc.constant({ alg: 'HS256', typ: 'JWT' }),
      fc.jsonValue(),
    );
    const text = (json: fc.Arbitrary<unknown>): fc.Arbitrary<string> =>
      fc.oneof(
        { weight: 8, arbitrary: json.map(jsonOf) },
        { weight: 1, arbitrary: fc.uint8Array({ maxLength: 40 }).map(base64) },
        { weight: 1, arbitrary: fc.string({ maxLength: 20 }) },
      );
    fc.assert(
      fc.property(text(header), text(claims), (first, second) => {
        const token = signed(first, second);
        expect(verdictOf(token)).toEqual(theirs(token));
      }),
      { numRuns: 3_000 },
    );
  });

  it('gives the verdict of jsonwebtoken on any change of a good token', () => {
    const good = signed(HEADER, PAYLOAD);
    const piece = fc.oneof(
      fc.constantFrom('', '.', '=', 'A', '-', '\n', ' ', '\u0000'),
      fc.string({ maxLength: 3 }),
    );
    const position = fc.integer({ min: 0, max: good.length });
    fc.assert(
      fc.property(position, fc.integer({ min: 0, max: 3 }), piece, (start, length, inserted) => {
        const token = good.slice(0, start) + inserted + good.slice(start + length);
        expect(verdictOf(token)).toEqual(theirs(token));
      }),
      { numRuns: 3_000 },
    );
  });
});

/** The last character of 32 bytes in base64 has two bits that are not used. */
function otherText(token: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const last = alphabet.indexOf(token.at(-1)!);
  return token.slice(0, -1) + alphabet[last ^ 1]!;
}
