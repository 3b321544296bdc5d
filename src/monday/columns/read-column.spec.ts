import fc from 'fast-check';
import { COLUMN_READERS, readColumn } from './read-column.js';

const FIELD_NAMES = [
  'index ids values personsAndTeams date from week hour url color files lat lng text tag_ids linked_item_ids',
  'display_value voter_ids vote_count duration running created_at creator_id label item_id',
].flatMap((names) => names.split(' '));

describe('readColumn', () => {
  it.each([
    ['status', 'Done', { index: 1, post_id: null }, { type: 'status', index: 1, label: 'Done' }],
    [
      'date',
      '2026-11-23',
      { date: '2026-11-23', time: '09:30:00' },
      { type: 'date', date: '2026-11-23', time: '09:30:00' },
    ],
    ['date', '2026-11-23', { date: '2026-11-23' }, { type: 'date', date: '2026-11-23', time: null }],
    [
      'timeline',
      '',
      { from: '2026-11-01', to: '2026-11-05' },
      { type: 'timeline', from: '2026-11-01', to: '2026-11-05' },
    ],
    ['numbers', '2.5', '2.5', { type: 'numbers', number: 2.5, digits: '2.5' }],
    ['numbers', '0', 0, { type: 'numbers', number: 0, digits: '0' }],
    [
      'people',
      'Ada',
      {
        personsAndTeams: [
          { id: 1, kind: 'person' },
          { id: 2, kind: 'team' },
        ],
      },
      {
        type: 'people',
        people: [
          { id: '1', kind: 'person' },
          { id: '2', kind: 'team' },
        ],
      },
    ],
    ['text', 'hi', 'hi', { type: 'text', text: 'hi' }],
    ['long_text', 'a\nb', { text: 'a\nb' }, { type: 'long_text', text: 'a\nb' }],
    ['dropdown', 'Red, Blue', { ids: [1, 3] }, { type: 'dropdown', ids: [1, 3], labels: ['Red', 'Blue'] }],
    ['checkbox', 'v', { checked: 'true' }, { type: 'checkbox', isChecked: true }],
    ['checkbox', '', { checked: false }, { type: 'checkbox', isChecked: false }],
    [
      'link',
      'a',
      { url: 'https://a.example', text: 'a' },
      { type: 'link', url: 'https://a.example', text: 'a' },
    ],
    ['email', 'a@b.c', { email: 'a@b.c', text: 'a@b.c' }, { type: 'email', email: 'a@b.c', text: 'a@b.c' }],
    [
      'phone',
      '',
      { phone: '+49301', countryShortName: 'DE' },
      { type: 'phone', phone: '+49301', country: 'DE' },
    ],
    [
      'numbers',
      '12345678901234567890',
      Number('12345678901234567890'),
      { type: 'numbers', number: Number('12345678901234567890'), digits: '12345678901234567890' },
    ],
    ['dropdown', 'Red, or blue', { ids: [1] }, { type: 'dropdown', ids: [1], labels: ['Red, or blue'] }],
    ['dropdown', 'A, B, C', { ids: [1, 2] }, { type: 'dropdown', ids: [1, 2], labels: [] }],
    ['country', '', { countryCode: 'DE' }, { type: 'country', code: 'DE', name: null }],
    ['integer_set', '', { a: 1 }, { type: 'other', columnType: 'integer_set', value: { a: 1 } }],
    ['integer_set', 'x', null, { type: 'other', columnType: 'integer_set', value: 'x' }],
    ['constructor', '', 1, { type: 'other', columnType: 'constructor', value: 1 }],
  ])('reads %s %j', (type, text, value, content) => {
    expect(readColumn({ id: 'c', type, text, value })).toEqual(content);
  });

  it.each(['status', 'date', 'numbers', 'people', 'text', 'dropdown', 'link', 'email', 'phone', 'timeline'])(
    'finds nothing in an empty %s',
    (type) => {
      expect(readColumn({ id: 'c', type, text: '', value: null })).toBeNull();
      expect(readColumn({ id: 'c', type, text: '', value: {} })).toBeNull();
    },
  );

  it.each([
    ['mirror', { display_value: 'Done, Stuck' }, { type: 'mirror', display: 'Done, Stuck' }],
    ['formula', { display_value: '24' }, { type: 'formula', display: '24' }],
    [
      'board_relation',
      { linked_item_ids: ['7'], display_value: 'Fjord' },
      { type: 'board_relation', itemIds: ['7'], display: 'Fjord' },
    ],
    ['subtasks', { subitems_ids: ['8'] }, { type: 'subtasks', itemIds: ['8'], display: '' }],
    [
      'time_tracking',
      { duration: 60 },
      { type: 'time_tracking', seconds: 60, isRunning: false, startedAt: null },
    ],
    ['vote', { vote_count: 1, voter_ids: ['5'] }, { type: 'vote', count: 1, userIds: ['5'] }],
    ['vote', { vote_count: 0, voter_ids: [] }, null],
    ['mirror', { display_value: '' }, null],
  ])('reads %s from the fields of its type: %j', (type, details, content) => {
    expect(readColumn({ id: 'c', type, text: null, value: null, details })).toEqual(content);
  });

  it('never throws, whatever monday sends', () => {
    const types = fc.constantFrom(...Object.keys(COLUMN_READERS), 'constructor', '__proto__');
    const hostile = fc.oneof(fc.jsonValue(), fc.dictionary(fc.constantFrom(...FIELD_NAMES), fc.jsonValue()));
    fc.assert(
      fc.property(types, hostile, hostile, fc.jsonValue(), (type, value, details, text) => {
        const column = { id: 'c', type, text, value, details } as unknown as Parameters<typeof readColumn>[0];
        expect(() => readColumn(column)).not.toThrow();
      }),
      { numRuns: 2_000 },
    );
  });
});
