import { Message, type Exchange } from '../requests/index.js';
import { type SandboxSettings } from '../state/index.js';
import { ExchangeMasking } from './exchange-masking.js';

const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl';

describe('ExchangeMasking', () => {
  const settings = {
    app: { clientSecret: 'client-secret', signingSecret: 'signing-secret', queueSecret: 'queue-secret' },
    declaration: { credentials: [], secretNames: ['API_KEY'] },
    variables: { API_KEY: 'key-of-the-app' },
  };
  const sut = new ExchangeMasking(settings as unknown as SandboxSettings);
  const exchange: Exchange = {
    target: '/mndy-queue?secret=queue-secret&x=one',
    request: Message.of(
      [['Authorization', JWT]],
      '{"password":"hunter22","name":"two","note":"key-of-the-app"}',
    ),
    response: Message.of([['X-Kind', 'three']], '{"status":"four"}'),
  };

  it.each([
    '/mndy-queue',
    'x=one',
    'Authorization',
    '"name":"two"',
    'X-Kind',
    'three',
    'four',
    '"password":"•••"',
  ])('finds %s', (text) => expect(sut.shows(text, exchange)).toBe(true));

  it.each(['queue-secret', 'eyJhbGci', 'hunter2', 'key-of', 'five'])('does not find %s', (text) => {
    expect(sut.shows(text, exchange)).toBe(false);
  });

  it('finds nothing in a body that is not shown', () => {
    const secret = { target: '/v1/kv/data/p/key', request: Message.of([], '{"value":"hidden"}') };
    expect(sut.shows('hidden', secret)).toBe(false);
  });
});
