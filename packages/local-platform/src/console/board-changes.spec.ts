import { buildASTSchema, parse, validate } from 'graphql';
import { documentOf } from '../graphql/schema/versioned-document.js';
import { readSchemaFiles } from '../graphql/schema/schema-files.js';
import { callOf, CHANGE_NAMES, isChangeName } from './board-changes.js';

describe('the changes of the console', () => {
  const schema = buildASTSchema(documentOf('2026-10', readSchemaFiles()), {
    assumeValid: true,
    assumeValidSDL: true,
  });

  it.each(CHANGE_NAMES)('%s is a valid mutation of the API', (name) => {
    expect(validate(schema, parse(callOf(name, {}).query))).toEqual([]);
  });

  it('takes from a form only what it needs', () => {
    const { variables } = callOf('delete-item', { item: '1', board: '2', __proto__: { item: '3' } });
    expect(variables).toEqual({ item: '1' });
    expect([isChangeName('toString'), isChangeName(['delete-item']), isChangeName('delete-item')]).toEqual([
      false,
      false,
      true,
    ]);
  });
});
