import { mergeSchemas } from './merge-schemas.js';

describe('the schema of two examples', () => {
  const note = { type: 'object', required: ['text'], properties: { text: { type: 'string' } } };

  it.each([
    [{ type: 'string' }, { type: 'string' }, { type: 'string' }],
    [{ type: 'string' }, { type: 'null' }, { type: ['string', 'null'] }],
    [note, { type: 'null' }, { ...note, type: ['object', 'null'] }],
    [{ type: 'null' }, note, { ...note, type: ['object', 'null'] }],
  ])('of %j and %j is %j', (left, right, merged) => {
    expect(mergeSchemas(left, right)).toEqual(merged);
  });
});
