import { BoardWebhooks } from './board-webhooks.js';

describe('BoardWebhooks', () => {
  it('compares configs by their values, whatever the order of their fields', async () => {
    const event = 'change_specific_column_value';
    const existing = [
      { id: '1', event, config: '{"columnIds":["a","b"],"columnValue":{"x":1,"y":2}}' },
      { id: '2', event, config: '{"columnIds":["a"]}' },
    ];
    const query = jest.fn().mockResolvedValue({ webhooks: existing });
    const mutate = jest.fn().mockResolvedValue({ create_webhook: { id: '3', event, config: null } });
    const addresses = { find: jest.fn().mockResolvedValue({}), add: jest.fn(), keepOnly: jest.fn() };
    const sut = new BoardWebhooks({ query, mutate }, 'https://app.example/monday/webhooks', addresses);
    const declared = ['{"columnValue":{"y":2,"x":1},"columnIds":["a","b"]}', '{"columnIds":["b"]}'];
    const synced = await sut.sync(
      '7',
      declared.map((config) => ({ event, config })),
    );

    expect(synced).toMatchObject({ kept: [{ id: '1' }], created: [{ id: '3' }], deleted: [{ id: '2' }] });
  });
});
