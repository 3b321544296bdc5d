import { ValidateBy, ValidateIf } from 'class-validator';

/** What the value of one field must be: for services, for DTOs and for the API's document alike. */
export interface FieldRule {
  /** What is wrong with a value, or `undefined`. */
  readonly findProblem: (value: unknown) => string | undefined;
  /** The same as a JSON schema, as far as that can say it. */
  readonly schema: Readonly<Record<string, unknown>>;
}

/** Holds a field of a DTO to a rule. */
export function Follows({ findProblem, schema }: FieldRule): PropertyDecorator {
  return ValidateBy({
    name: 'follows',
    constraints: [schema],
    validator: {
      validate: (value) => findProblem(value) === undefined,
      defaultMessage: (of) => `${of?.property ?? 'the value'} ${findProblem(of?.value) ?? ''}`,
    },
  });
}

/** The same for a field that may be left out. */
export function MayFollow(rule: FieldRule): PropertyDecorator {
  return (target, property) => {
    Follows(rule)(target, property);
    ValidateIf((_, value) => value !== undefined)(target, property);
  };
}

export function wholeNumberRule(minimum: number, maximum: number, unit = ''): FieldRule {
  return {
    findProblem: (value) =>
      Number.isInteger(value) && (value as number) >= minimum && (value as number) <= maximum
        ? undefined
        : `must be a whole number${unit} from ${minimum} to ${maximum}`,
    schema: { type: 'integer', minimum, maximum },
  };
}

export function textRule(maxLength: number, problem: string): FieldRule {
  return {
    findProblem: (value) => (typeof value === 'string' && value.length <= maxLength ? undefined : problem),
    schema: { type: 'string', maxLength },
  };
}
