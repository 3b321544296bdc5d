import { randomBytes } from 'node:crypto';
import { type Persistence } from '../../persistence/index.js';
import { identifierParts, RING } from '../../../test/framework/support/identifier-parts.js';

const setup = () => identifierParts({} as Persistence);
const swap = (text: string, at: number): string =>
  text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);

describe('SignedTokens', () => {
  it('accepts its own tokens only for their purpose and context', () => {
    const { tokens } = setup();
    const token = tokens.issue('refresh-token', 'handle');
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(tokens.check('refresh-token', token, 'handle')).toBe('authentic');
    expect(tokens.check('refresh-token', token, 'other')).toBe('forged');
    expect(tokens.check('session-id', token, 'handle')).not.toBe('authentic');
  });

  it('never issues a token twice', () => {
    const { tokens } = setup();
    const issued = Array.from({ length: 100 }, () => tokens.issue('session-id'));
    expect(new Set(issued).size).toBe(100);
  });

  it('takes no token with any character changed', () => {
    const { tokens } = setup();
    const token = tokens.issue('session-id');
    for (let at = 0; at < token.length; at += 1)
      expect(tokens.check('session-id', swap(token, at))).not.toBe('authentic');
  });

  it('detects a changed token as forged if its key is still in the ring', () => {
    const { tokens } = setup();
    const token = tokens.issue('session-id');
    for (const at of [0, 20, 30, 42]) expect(tokens.check('session-id', swap(token, at))).toBe('forged');
    for (const text of ['', 'x', `${token}A`, token.slice(1)])
      expect(tokens.check('session-id', text)).toBe('forged');
  });

  it('knows tokens of every key of the ring, and issues by the newest', () => {
    const { tokens, rotateTo } = setup();
    const old = tokens.issue('session-id');
    rotateTo(RING.both);
    expect(tokens.check('session-id', old)).toBe('authentic');
    const young = tokens.issue('session-id');
    rotateTo(RING.second);
    expect(tokens.check('session-id', young)).toBe('authentic');
  });

  it('cannot judge a token without a signature or with a removed key', () => {
    const { tokens, rotateTo } = setup();
    const old = tokens.issue('session-id');
    rotateTo(RING.second);
    expect(tokens.check('session-id', old)).toBe('unknown');
    expect(tokens.check('session-id', randomBytes(32).toString('base64url'))).toBe('unknown');
  });
});
