import { featureEventKey } from './feature-event-key.js';

describe('featureEventKey', () => {
  const proof = { accountId: '1', userId: '2', issuedAt: 1_000 };
  const sync = { type: 'AppFeatureBoardView:delete', payload: { id: 7 } };
  const later = { ...sync, back_to_url: 'https://api-gw.monday.com/x?token=abc' };

  it('is the same for the same delivery again', () => {
    expect(featureEventKey({ ...sync }, { ...proof })).toBe(featureEventKey(sync, proof));
  });

  it.each([
    ['another type', { ...sync, type: 'AppFeatureBoardView:restore' }, proof],
    ['another payload', { ...sync, payload: { id: 8 } }, proof],
    ['another user', sync, { ...proof, userId: '3' }],
    ['the same once more, signed later', sync, { ...proof, issuedAt: 1_001 }],
  ])('differs for %s', (_what, body, other) => {
    expect(featureEventKey(body, other)).not.toBe(featureEventKey(sync, proof));
  });

  it('knows an asynchronous event by where it is reported, however often it is signed anew', () => {
    const again = featureEventKey(later, { ...proof, issuedAt: 1_060 });
    const other = featureEventKey({ ...later, back_to_url: 'https://api-gw.monday.com/x?token=def' }, proof);

    expect(again).toBe(featureEventKey(later, proof));
    expect(other).not.toBe(again);
  });

  it('trusts no address without a token to be the event alone', () => {
    const body = { ...sync, back_to_url: 'https://api-gw.monday.com/x' };

    expect(featureEventKey(body, { ...proof, issuedAt: 1_060 })).not.toBe(featureEventKey(body, proof));
  });

  it('is none where nothing tells two events apart', () => {
    expect(featureEventKey(sync, { ...proof, issuedAt: undefined })).toBeUndefined();
  });
});
