import fc from 'fast-check';
import { readColumn } from './column-content.js';

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
    ['numbers', '2.5', '2.5', { type: 'numbers', number: 2.5 }],
    ['numbers', '0', 0, { type: 'numbers', number: 0 }],
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
      'country',
      '',
      { countryCode: 'DE' },
      { type: 'other', columnType: 'country', value: { countryCode: 'DE' } },
    ],
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

  it('never throws, whatever the value', () => {
    const types = fc.constantFrom(
      'status',
      'date',
      'numbers',
      'people',
      'dropdown',
      'checkbox',
      'link',
      'phone',
    );
    fc.assert(
      fc.property(types, fc.jsonValue(), (type, value) => {
        readColumn({ id: 'c', type, text: null, value });
      }),
    );
  });
});
