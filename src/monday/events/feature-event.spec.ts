import fc from 'fast-check';
import { ValidationFailedException } from '../../errors/index.js';
import { readFeatureEvent } from './feature-event.js';

const TYPE = 'AppFeatureObject:create';
const ADDRESS = 'https://api-gw.monday.com/x?token=abc';
const TIMESTAMP = '2026-11-28T10:00:00.001+00:00';
const payload = { object_id: 7 };

describe('readFeatureEvent', () => {
  it.each([
    ['flat', { payload, accountId: 1, back_to_url: ADDRESS, timestamp: TIMESTAMP }],
    ['nested', { data: { payload, account_id: 1, back_to_url: ADDRESS, timestamp: TIMESTAMP } }],
    [
      'nested with the address at the top',
      {
        data: { payload, account_id: '1', timestamp: TIMESTAMP },
        back_to_url: ADDRESS,
      },
    ],
  ])('reads the form %s', (_name, fields) => {
    expect(readFeatureEvent(TYPE, fields)).toEqual({
      type: TYPE,
      payload,
      backToUrl: ADDRESS,
      timestamp: TIMESTAMP,
      accountIds: ['1'],
    });
  });

  it('names every account of the event, so that each is compared with the token', () => {
    const fields = { accountId: 1, account_id: 2, data: { accountId: 3, account_id: 4 } };

    expect(readFeatureEvent(TYPE, fields).accountIds.toSorted()).toEqual(['1', '2', '3', '4']);
  });

  it.each([
    ['data', { data: [] }],
    ['back_to_url', { back_to_url: ADDRESS, data: { back_to_url: 'https://a.monday.com/' } }],
    ['back_to_url', { data: { back_to_url: 5 } }],
    ['account_id', { data: { account_id: {} } }],
    ['timestamp', { data: { timestamp: {} } }],
  ])('refuses a wrong %s', (field, fields) => {
    const read = (): unknown => readFeatureEvent(TYPE, fields);

    expect(read).toThrow(ValidationFailedException);
    expect(read).toThrow(
      expect.objectContaining({
        response: expect.objectContaining({ details: [expect.objectContaining({ field })] }) as unknown,
      }) as Error,
    );
  });

  it('reads any body or refuses it', () => {
    const name = fc.constantFrom('data', 'payload', 'back_to_url', 'accountId', 'account_id', 'timestamp');
    const fields = fc.dictionary(name, fc.jsonValue());
    fc.assert(
      fc.property(fc.dictionary(name, fc.oneof(fc.jsonValue(), fields)), (body) => {
        try {
          expect(typeof readFeatureEvent(TYPE, body).payload).toBe('object');
        } catch (error) {
          expect(error).toBeInstanceOf(ValidationFailedException);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
