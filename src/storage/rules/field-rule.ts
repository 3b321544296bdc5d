import { ValidateBy, ValidateIf } from 'class-validator';

/** The rule for the value of a field, shared by services, DTOs and the OpenAPI document. */
export interface FieldRule {
  /** The problem with a value, or `undefined`. */
  readonly findProblem: (value: unknown) => string | undefined;
  /** The rule as a JSON schema, as far as it can be expressed. */
  readonly schema: Readonly<Record<string, unknown>>;
}

/** Validates a field of a DTO with a rule. */
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

/** The same for an optional field. */
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
