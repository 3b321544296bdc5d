import { validateSync } from 'class-validator';
import { Follows, MayFollow, textRule, wholeNumberRule } from './field-rule.js';

class Sample {
  @Follows(wholeNumberRule(1, 9))
  count?: unknown;

  @MayFollow(textRule(3, 'must be short'))
  name?: unknown;
}

const problemsOf = (fields: Partial<Sample>): (string | undefined)[] =>
  validateSync(Object.assign(new Sample(), fields)).map(({ constraints }) => constraints?.['follows']);

describe('a DTO whose fields follow rules', () => {
  it.each([
    [{ count: 1, name: 'abc' }, []],
    [{ count: 9 }, []],
    [{}, ['count must be a whole number from 1 to 9']],
    [{ count: 10 }, ['count must be a whole number from 1 to 9']],
    [{ count: '5' }, ['count must be a whole number from 1 to 9']],
    [{ count: 1, name: 'abcd' }, ['name must be short']],
    [{ count: 1, name: null }, ['name must be short']],
  ])('is held to them: %j', (fields, problems) => {
    expect(problemsOf(fields)).toEqual(problems);
  });
});
