import { type VerifiedRequest } from '../requests/index.js';
import { readFeatureEvent } from './feature-event.js';
import { featureEventKey as keyOf } from './feature-event-key.js';

const featureEventKey = (
  { type, ...fields }: Record<string, unknown> & { type: string },
  verifiedRequest: VerifiedRequest,
): string | undefined => keyOf(readFeatureEvent(type, fields), verifiedRequest);

describe('featureEventKey', () => {
  const verifiedRequest = { accountId: '1', userId: '2', issuedAt: 1_000 };
  const sync = { type: 'AppFeatureBoardView:delete', payload: { id: 7 } };
  const later = { ...sync, back_to_url: 'https://api-gw.monday.com/x?token=abc' };

  it('is the same for the same delivery again', () => {
    expect(featureEventKey({ ...sync }, { ...verifiedRequest })).toBe(featureEventKey(sync, verifiedRequest));
  });

  it.each([
    ['another type', { ...sync, type: 'AppFeatureBoardView:restore' }, verifiedRequest],
    ['another payload', { ...sync, payload: { id: 8 } }, verifiedRequest],
    ['another user', sync, { ...verifiedRequest, userId: '3' }],
    ['the same once more, signed later', sync, { ...verifiedRequest, issuedAt: 1_001 }],
  ])('differs for %s', (_what, body, other) => {
    expect(featureEventKey(body, other)).not.toBe(featureEventKey(sync, verifiedRequest));
  });

  it('identifies an asynchronous event by its report address, for any signature', () => {
    const again = featureEventKey(later, { ...verifiedRequest, issuedAt: 1_060 });
    const other = featureEventKey(
      { ...later, back_to_url: 'https://api-gw.monday.com/x?token=def' },
      verifiedRequest,
    );

    expect(again).toBe(featureEventKey(later, verifiedRequest));
    expect(other).not.toBe(again);
  });

  it('distinguishes nested events of one second by payload and time', () => {
    const nested = (id: number, timestamp: string): { type: string; data: object } => ({
      type: sync.type,
      data: { payload: { id }, timestamp },
    });
    const first = featureEventKey(nested(7, '2026-11-28T10:00:00.001Z'), verifiedRequest);

    expect(featureEventKey(nested(8, '2026-11-28T10:00:00.001Z'), verifiedRequest)).not.toBe(first);
    expect(featureEventKey(nested(7, '2026-11-28T10:00:00.002Z'), verifiedRequest)).not.toBe(first);
    const signedAgain = { ...verifiedRequest, issuedAt: 1_060 };
    expect(featureEventKey(nested(7, '2026-11-28T10:00:00.001Z'), signedAgain)).toBe(first);
  });

  it('trusts no address without a token to be the event alone', () => {
    const body = { ...sync, back_to_url: 'https://api-gw.monday.com/x' };

    expect(featureEventKey(body, { ...verifiedRequest, issuedAt: 1_060 })).not.toBe(
      featureEventKey(body, verifiedRequest),
    );
  });

  it('is undefined if events cannot be distinguished', () => {
    expect(featureEventKey(sync, { ...verifiedRequest, issuedAt: undefined })).toBeUndefined();
  });
});
