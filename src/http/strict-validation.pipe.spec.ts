import { IsArray, IsString } from 'class-validator';
import { ValidationFailedException } from '../errors/index.js';
import { StrictValidationPipe } from './strict-validation.pipe.js';

class Body {
  @IsString() name!: string;
  @IsArray() list!: unknown[];
}

const list = (length: number, element: unknown = 0): unknown[] => Array.from({ length }, () => element);
const object = (fields: number): object =>
  Object.fromEntries(Array.from({ length: fields }, (_, index) => [`field${index}`, 0]));

async function refusalOf(body: unknown): Promise<unknown> {
  const pipe = new StrictValidationPipe();
  const validate = jest.spyOn(pipe as unknown as { validate: () => unknown }, 'validate');
  try {
    await Promise.resolve().then(() => pipe.transform(body, { type: 'body', metatype: Body }));
    return undefined;
  } catch (error) {
    if (!(error instanceof ValidationFailedException)) throw error;
    const { details } = error.getResponse() as { details: { message: string }[] };
    return validate.mock.calls.length === 0 ? details[0]?.message : 'validated';
  }
}

describe('an input of many values', () => {
  it.each([
    ['a long list', { name: 'a', list: list(1_001) }, 'a list has more than 1000 elements'],
    ['a list in place of a text', { name: list(49_000), list: [] }, 'a list has more than 1000 elements'],
    ['many objects', { name: 'a', list: list(999, [{}, {}]) }, 'the input has too many values'],
    ['many fields', { name: 'a', list: [], ...object(199) }, 'an object has more than 200 fields'],
    ['an object of many fields', { name: 'a', list: [object(201)] }, 'an object has more than 200 fields'],
  ])('is refused before it is validated: %s', async (_name, body, message) => {
    expect(await refusalOf(body)).toBe(message);
  });

  it('is accepted up to the limits', async () => {
    expect(await refusalOf({ name: 'a', list: [...list(990), object(200)] })).toBeUndefined();
  });
});
