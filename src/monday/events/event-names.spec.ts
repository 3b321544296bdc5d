import { namesOf } from './event-names.js';

describe('namesOf', () => {
  it.each([
    ['create_pulse', 'create_subitem'],
    ['update_column_value', 'change_subitem_column_value'],
    ['update_name', 'change_subitem_name'],
    ['archive_pulse', 'subitem_archived'],
    ['delete_pulse', 'subitem_deleted'],
    ['create_update', 'create_subitem_update'],
    ['move_subitem', 'move_subitem'],
    ['create_subitem', 'create_subitem'],
  ])('knows %s of a subitem as %s alone', (type, name) => {
    expect(namesOf(type, { parentItemId: 7, columnType: 'color' })).toEqual([name]);
  });

  it.each([{}, { parentItemId: null }])(
    'knows an event of an item by its type and its subscription: %j',
    (data) => {
      expect(namesOf('create_pulse', data)).toEqual(['create_pulse', 'create_item']);
      expect(namesOf('update_column_value', { ...data, columnType: 'color' })).toEqual([
        'update_column_value',
        'change_column_value',
        'change_specific_column_value',
        'change_status_column_value',
      ]);
    },
  );
});
