import { IsInt, IsOptional, IsString, MaxLength, Min } from 'class-validator';
import { anyJson, dtoShape, mapOf, named, oneOf, orNull, rules, type Shape } from '#app/docs/index.js';
import { exampleOf, ShapeSchemas } from './index.js';

const schemaOf = (shape: Shape): object => new ShapeSchemas().of(shape);

describe('Schemas', () => {
  it('know texts, numbers, flags and lists', () => {
    expect(schemaOf({ text: 'a', whole: 1, part: 0.5, flag: true, list: ['a'] })).toEqual({
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

  it('know lists of several shapes', () => {
    const text = { type: 'object', required: ['text'], properties: { text: { type: 'string' } } };
    const flag = { type: 'object', required: ['flag'], properties: { flag: { type: 'boolean' } } };
    const schema = schemaOf([{ text: 'a' }, { flag: true }, { text: 'b' }]);
    expect(schema).toEqual({ type: 'array', items: { anyOf: [text, flag] } });
    expect(schemaOf([])).toEqual({ type: 'array', items: {} });
  });

  it('do not require a field that is marked as optional, nor show the mark', () => {
    const shape = { key: 'a', 'cursor?': 'b' };
    expect(schemaOf(shape)).toMatchObject({ required: ['key'], properties: { cursor: { type: 'string' } } });
    expect(exampleOf(shape)).toEqual({ key: 'a', cursor: 'b' });
  });

  it('say what an example cannot', () => {
    const shape = {
      value: anyJson({ text: 'hello' }),
      status: oneOf('queued', 'sent'),
      nickname: orNull('Ada'),
      counts: mapOf('ready', rules(0, { minimum: 0 })),
    };
    expect(schemaOf(shape)).toMatchObject({
      properties: {
        value: {},
        status: { type: 'string', enum: ['queued', 'sent'] },
        nickname: { type: ['string', 'null'] },
        counts: { type: 'object', additionalProperties: { type: 'integer', minimum: 0 } },
      },
    });
    expect(exampleOf(shape)).toEqual({
      value: { text: 'hello' },
      status: 'queued',
      nickname: 'Ada',
      counts: { ready: 0 },
    });
  });

  it('collect what has a name, once', () => {
    const user = named('User', { id: '1' });
    const schemas = new ShapeSchemas();
    const reference = { $ref: '#/components/schemas/User' };
    expect(schemas.of({ owner: user, members: [user], parent: orNull(user) })).toMatchObject({
      properties: {
        owner: reference,
        members: { items: reference },
        parent: { oneOf: [reference, { type: 'null' }] },
      },
    });
    expect(schemas.components).toMatchObject({ User: { type: 'object', examples: [{ id: '1' }] } });
  });
});

describe('dtoShape', () => {
  class Greeting {
    @IsString() @MaxLength(10) name!: string;
    @IsOptional() @IsInt() @Min(1) times?: number;
  }

  it('takes the rules from the DTO and the examples from the shape', () => {
    expect(schemaOf(dtoShape(Greeting, { name: 'Ada', 'times?': 2 }))).toEqual({
      type: 'object',
      required: ['name'],
      additionalProperties: false,
      properties: { name: { type: 'string', maxLength: 10 }, times: { type: 'integer', minimum: 1 } },
    });
  });

  it.each([[{ name: 'Ada' }], [{ name: 'Ada', times: 2 }]])('refuses %p, which is not the DTO', (shape) => {
    expect(() => schemaOf(dtoShape(Greeting, shape))).toThrow('"times?" of Greeting');
  });
});
