import { BadRequestException, type ValidationError } from '@nestjs/common';

/** A problem with the input: the field and a message, never the value. */
export interface FieldProblem {
  /** Path of the field, such as `items.0.name`. */
  readonly field: string;
  readonly message: string;
}

/** Maximum number of problems per reply: a body of 6 MB can have half a million invalid fields. */
const MAX_PROBLEMS = 100;
/** The client can choose the name of a field, so it is limited. */
const MAX_FIELD_LENGTH = 256;

/** The input is invalid: 400 `validation.failed`, with the first hundred problems in `details`. */
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
