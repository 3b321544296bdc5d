import { AnyJson } from './any-json.js';
import { schemaOfExample } from './schema-of-example.js';

describe('schemaOfExample', () => {
  it('knows texts, numbers, flags and lists', () => {
    expect(schemaOfExample({ text: 'a', whole: 1, part: 0.5, flag: true, list: ['a'] })).toMatchObject({
      type: 'object',
      required: ['text', 'whole', 'part', 'flag', 'list'],
      properties: {
        text: { type: 'string' },
        whole: { type: 'integer' },
        part: { type: 'number' },
        flag: { type: 'boolean' },
        list: { type: 'array', items: { type: 'string' } },
      },
    });
  });

  it('does not require a field that is marked as optional, nor shows the mark', () => {
    const schema = schemaOfExample({ key: 'a', 'cursor?': 'b' });
    expect(schema.required).toEqual(['key']);
    expect(Object.keys(schema.properties ?? {})).toEqual(['key', 'cursor']);
    expect(schema.example).toEqual({ key: 'a', cursor: 'b' });
  });

  it('knows lists of several shapes', () => {
    const text = { type: 'object', required: ['text'], properties: { text: { type: 'string' } } };
    const flag = { type: 'object', required: ['flag'], properties: { flag: { type: 'boolean' } } };
    const schema = schemaOfExample([{ text: 'a' }, { flag: true }, { text: 'b' }]);
    expect(schema).toMatchObject({ type: 'array', items: { anyOf: [text, flag] } });
    expect(schemaOfExample([])).toMatchObject({ type: 'array', items: {} });
  });

  it('leaves open what may be anything', () => {
    const schema = schemaOfExample({ value: new AnyJson({ text: 'hello' }) });
    expect(schema.properties).toEqual({ value: {} });
    expect(schema.example).toEqual({ value: { text: 'hello' } });
  });
});
