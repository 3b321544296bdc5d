import { featureEventKey } from './feature-event-key.js';

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

  it('knows an asynchronous event by where it is reported, however often it is signed anew', () => {
    const again = featureEventKey(later, { ...verifiedRequest, issuedAt: 1_060 });
    const other = featureEventKey(
      { ...later, back_to_url: 'https://api-gw.monday.com/x?token=def' },
      verifiedRequest,
    );

    expect(again).toBe(featureEventKey(later, verifiedRequest));
    expect(other).not.toBe(again);
  });

  it('trusts no address without a token to be the event alone', () => {
    const body = { ...sync, back_to_url: 'https://api-gw.monday.com/x' };

    expect(featureEventKey(body, { ...verifiedRequest, issuedAt: 1_060 })).not.toBe(
      featureEventKey(body, verifiedRequest),
    );
  });

  it('is none where nothing tells two events apart', () => {
    expect(featureEventKey(sync, { ...verifiedRequest, issuedAt: undefined })).toBeUndefined();
  });
});
