import { BadRequestException, type ValidationError } from '@nestjs/common';

/** One thing wrong with the input: where, and what. Never the value that was sent. */
export interface FieldProblem {
  /** Path of the field, such as `items.0.name`. */
  readonly field: string;
  readonly message: string;
}

/** Problems of one reply: a body of 6 MB can have half a million fields that are wrong. */
const MAX_PROBLEMS = 100;
/** A client may choose the name of a field too. */
const MAX_FIELD_LENGTH = 256;

/** The input breaks its rules: 400 `validation.failed`, with its problems under `details`, the first hundred of them. */
export class ValidationFailedException extends BadRequestException {
  constructor(problems: readonly FieldProblem[]) {
    super({
      code: 'validation.failed',
      message: 'Some fields of the request are invalid.',
      details: problems.slice(0, MAX_PROBLEMS).map(shortened),
    });
  }

  /** For `ValidationPipe`'s `exceptionFactory`. */
  static fromValidationErrors(errors: readonly ValidationError[]): ValidationFailedException {
    return new ValidationFailedException(errors.flatMap((error) => problemsOf(error, '')));
  }
}

function shortened({ field, message }: FieldProblem): FieldProblem {
  return { field: field.slice(0, MAX_FIELD_LENGTH), message };
}

function problemsOf(error: ValidationError, parent: string): FieldProblem[] {
  const field = `${parent}${error.property}`;
  const own = Object.values(error.constraints ?? {}).map((message) => ({ field, message }));
  return [...own, ...(error.children ?? []).flatMap((child) => problemsOf(child, `${field}.`))];
}
