import { WebhookConfigError, webhookArguments } from './webhook-config.js';

describe('webhookArguments', () => {
  it('gives the arguments of create_webhook', () => {
    expect(webhookArguments('create_item')).toEqual({ event: 'create_item' });
    expect(webhookArguments('change_specific_column_value', { columnId: 'text' })).toEqual({
      event: 'change_specific_column_value',
      config: '{"columnId":"text"}',
    });
    expect(
      webhookArguments('change_status_column_value', { columnId: 'status', columnValue: { $any$: true } }),
    ).toEqual({
      event: 'change_status_column_value',
      config: '{"columnId":"status","columnValue":{"$any$":true}}',
    });
  });

  it.each([
    ['create_item', { columnId: 'text' }],
    ['change_specific_column_value', {}],
    ['change_specific_column_value', { columnId: 5 }],
    ['change_specific_column_value', { columnId: 'text', groupId: 'topics' }],
    ['change_status_column_value', { columnId: 'status', columnValue: { index: 'x' } }],
    ['change_status_column_value', { columnId: 'status', columnValue: null }],
    ['item_moved_to_specific_group', undefined],
  ])('refuses a wrong config of %s: %j', (event, config) => {
    expect(() => webhookArguments(event as 'change_specific_column_value', config as never)).toThrow(
      WebhookConfigError,
    );
  });
});
