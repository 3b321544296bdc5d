import { checkPlaces, readConfig } from './webhook-config.js';

describe('readConfig', () => {
  it.each([
    ['create_item', null],
    ['change_status_column_value', { columnId: 'status', columnValue: { $any$: true } }],
    ['change_status_column_value', { columnId: 'status', columnValue: { index: 0 } }],
    ['change_specific_column_value', '{"columnId":"text"}'],
    ['item_moved_to_specific_group', { groupId: 'topics' }],
  ])('takes the config of %s: %j', (event, config) => {
    expect(() => readConfig(event, config)).not.toThrow();
  });

  it.each<readonly [string, unknown]>([
    ['create_item', { columnId: 'text' }],
    ['change_specific_column_value', null],
    ['change_specific_column_value', { columnId: 'text', columnValue: { index: 1 } }],
    ['change_specific_column_value', { columnId: '' }],
    ['change_status_column_value', null],
    ['change_status_column_value', { columnId: 'status' }],
    ['change_status_column_value', { columnValue: { index: 1 } }],
    ...[1, null, [], {}, { index: '1' }, { index: 0.5 }, { label: 'Done' }, { $any$: 'true' }].map(
      (columnValue): [string, unknown] => ['change_status_column_value', { columnId: 'status', columnValue }],
    ),
    ['change_status_column_value', { columnId: 'status', columnValue: { index: 1, text: 'Done' } }],
    ['item_moved_to_specific_group', null],
    ['constructor', { columnId: 'text' }],
    ['item_moved_to_specific_group', { columnId: 'text' }],
    ['item_moved_to_specific_group', '[]'],
  ])('refuses a wrong config of %s: %j', (event, config) => {
    expect(() => readConfig(event, config)).toThrow(
      expect.objectContaining({
        extensions: expect.objectContaining({ code: 'InvalidWebhookConfigException' }) as unknown,
      }) as Error,
    );
  });
});

describe('checkPlaces', () => {
  const board = { hasColumn: (id: string) => id === 'status', hasGroup: (id: string) => id === 'topics' };

  it.each([null, '{"columnId":"status"}', '{"groupId":"topics"}'])('takes %s', (config) => {
    expect(() => checkPlaces(config, board)).not.toThrow();
  });

  it.each([
    ['{"columnId":"topics"}', 'The board has no column topics.'],
    ['{"groupId":"status"}', 'The board has no group status.'],
  ])('refuses %s', (config, message) => {
    expect(() => checkPlaces(config, board)).toThrow(message);
  });
});
