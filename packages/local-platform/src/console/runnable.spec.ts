import { inputValues, runnablesOf } from './runnable.js';

const input = (key: string, type: string, more: object = {}): object => ({
  fieldKey: key,
  fieldTitle: key.toUpperCase(),
  ...(type === 'custom' ? { type } : { type: 'primitive', primitiveType: type }),
  ...more,
});

const block = (kind: string, executionConfig: object, fields: readonly object[] = []) => ({
  type: 'AppFeatureBlock',
  name: `A ${kind}`,
  data: { kind, executionConfig, inboundFieldsConfig: { fields } },
});

describe('runnablesOf', () => {
  it('reads the blocks and fields of a manifest', () => {
    const found = runnablesOf([
      block('action', { runConfig: { url: '{{PUBLIC_URL}}/monday/actions/greet' } }, [input('to', 'string')]),
      block('trigger', { subscribeConfig: { url: 'https://app.example/monday/triggers/rain/subscribe' } }),
      {
        type: 'AppFeatureFieldType',
        name: 'Cities',
        data: { configurationMetadata: { remote: { listUrl: '{{PUBLIC_URL}}/monday/fields/cities' } } },
      },
    ]);
    expect(found.map(({ kind, name, path }) => [kind, name, path])).toEqual([
      ['action', 'greet', '/monday/actions/greet'],
      ['trigger', 'rain', '/monday/triggers/rain/subscribe'],
      ['field', 'cities', '/monday/fields/cities'],
    ]);
    expect(found[0]?.inputs).toEqual([
      { key: 'to', title: 'TO', type: 'string', isOptional: false, isArray: false },
    ]);
  });

  it('leaves out what has no address', () => {
    const odd = [
      block('action', {}),
      block('action', { runConfig: { url: 7 } }),
      block('action', { runConfig: { url: 'not an address' } }),
      { type: 'AppFeatureBoardView', name: 'A view', data: {} },
    ];
    expect(runnablesOf(odd)).toEqual([]);
  });
});

describe('inputValues', () => {
  const [first] = runnablesOf([
    block('action', { runConfig: { url: 'http://a.example/x' } }, [
      input('text', 'string'),
      input('count', 'number'),
      input('yes', 'boolean'),
      input('board', 'custom'),
      input('list', 'string', { isArray: true }),
      input('empty', 'string'),
    ]),
  ]);
  const inputs = first!.inputs;

  it('makes values of their types from texts', () => {
    const given: Record<string, string> = {
      text: '7',
      count: '7',
      yes: 'true',
      board: '7310284655',
      list: '["a"]',
      empty: '',
    };
    expect(inputValues(inputs, (key) => given[key])).toEqual({
      text: '7',
      count: 7,
      yes: true,
      board: 7310284655,
      list: ['a'],
    });
    expect(() => inputValues(inputs, () => 'no list')).toThrow(SyntaxError);
  });
});
