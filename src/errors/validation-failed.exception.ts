import { BadRequestException, type ValidationError } from '@nestjs/common';

/** One thing wrong with the input: where, and what. Never the value that was sent. */
export interface FieldProblem {
  /** Path of the field, such as `items.0.name`. */
  readonly field: string;
  readonly message: string;
}

/** The input breaks its rules: 400 `validation.failed`, with every problem under `details`. */
export class ValidationFailedException extends BadRequestException {
  constructor(problems: readonly FieldProblem[]) {
    super({
      code: 'validation.failed',
      message: 'The request breaks the rules of its fields.',
      details: problems,
    });
  }

  /** For `ValidationPipe`'s `exceptionFactory`. */
  static fromValidationErrors(errors: readonly ValidationError[]): ValidationFailedException {
    return new ValidationFailedException(errors.flatMap((error) => problemsOf(error, '')));
  }
}

function problemsOf(error: ValidationError, parent: string): FieldProblem[] {
  const field = `${parent}${error.property}`;
  const own = Object.values(error.constraints ?? {}).map((message) => ({ field, message }));
  return [...own, ...(error.children ?? []).flatMap((child) => problemsOf(child, `${field}.`))];
}
