import { MondayUnexpectedAnswerError } from '../client/index.js';
import { readPage } from './item-queries.js';

describe('readPage', () => {
  const item = { id: '1', name: 'x', group: null, column_values: [] };

  it('reads the items and the cursor of the next page', () => {
    expect(readPage({ cursor: 'c', items: [item] })).toMatchObject({ cursor: 'c', items: [{ id: '1' }] });
    expect(readPage({ cursor: null, items: [] })).toEqual({ items: [] });
    expect(readPage({ items: [] })).toEqual({ items: [] });
  });

  it.each([
    null,
    undefined,
    {},
    { cursor: null, items: null },
    { cursor: null, items: [null] },
    { cursor: null, items: [{ ...item, column_values: null }] },
    { cursor: null, items: [{ ...item, column_values: [null] }] },
  ])('does not accept %j for a page', (page) => {
    expect(() => readPage(page)).toThrow(MondayUnexpectedAnswerError);
  });
});
