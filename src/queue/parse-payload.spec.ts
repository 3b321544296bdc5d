import { Type } from 'class-transformer';
import { IsString, Validate, ValidateNested, ValidatorConstraint } from 'class-validator';
import { parsePayload } from './parse-payload.js';

@ValidatorConstraint({ async: true })
class IsKnown {
  validate(value: unknown): Promise<boolean> {
    return Promise.resolve(value === 'known');
  }
}

class Plain {
  @IsString() readonly text!: string;
}

class Waiting {
  @Validate(IsKnown) readonly text!: string;
}

class Outer {
  @ValidateNested() @Type(() => Waiting) readonly inner!: Waiting;
}

describe('parsePayload', () => {
  const INVALID = { code: 'queue.message_invalid' };

  it('returns an instance with only the declared fields', async () => {
    const payload = await parsePayload('{"text":"a","other":1}', Plain);
    expect(payload).toBeInstanceOf(Plain);
    expect(payload).toEqual({ text: 'a' });
  });

  it.each([
    ['a field of another type', '{"text":1}', Plain],
    ['a rule that waits', '{"text":"other"}', Waiting],
    ['a rule that waits, further inside', '{"inner":{"text":"other"}}', Outer],
    ['a list', '[{"text":"a"}]', Plain],
    ['a text', '"a"', Plain],
    ['nothing', 'null', Plain],
    ['no JSON', '{', Plain],
    ['another prototype', '{"__proto__":{"text":"a"}}', Plain],
  ])('refuses %s', async (_name, json, dto) => {
    await expect(parsePayload(json, dto)).rejects.toMatchObject(INVALID);
  });

  it('awaits asynchronous rules', async () => {
    expect(await parsePayload('{"text":"known"}', Waiting)).toEqual({ text: 'known' });
    expect(await parsePayload('{"inner":{"text":"known"}}', Outer)).toEqual({ inner: { text: 'known' } });
  });
});
