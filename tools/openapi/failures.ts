import { type Schema } from '#app/docs/index.js';
import { describeFailure, errorBodyOf, type Failure, withBlockFields } from '#app/errors/index.js';
import { mergeSchemas } from './merge-schemas.js';
import { type ShapeSchemas } from './schemas/index.js';

/** The id that errors have in examples. */
const REQUEST_ID = '0b7c2f4e-5a0d-4c55-9a3e-2d8f6f1f7a10';

/** Name of the component that tells what every failure has. */
export const ANY_FAILURE = 'Error';
/** Name of the component with what monday wants to know beside it. */
export const BLOCK_FIELDS = 'BlockErrorFields';

/** The failures of all routes: each code is one component, for its details differ from all others'. */
export class Failures {
  private readonly samples = new Map<string, Failure[]>();

  /** @param thrown errors with the values of an example @returns what a request is answered with for each */
  describe(thrown: readonly unknown[]): Failure[] {
    const failures = thrown.map(describeFailure);
    for (const failure of failures) {
      const known = this.samples.get(failure.code) ?? [];
      this.samples.set(failure.code, [...known, failure]);
    }
    return failures;
  }

  /** An example of each code's body, by the code. */
  get examples(): Record<string, { readonly value: unknown }> {
    return this.byCode(
      ([failure]) => ({ value: errorBodyOf(failure, REQUEST_ID) }),
      (code) => code,
    );
  }

  /** The same for the routes of blocks, whose refusals hold more. */
  static blockExample(failure: Failure): { readonly value: unknown } {
    return { value: withBlockFields(errorBodyOf(failure, REQUEST_ID)) };
  }

  /** The schema of each code's body, by the name of its component. */
  schemas(schemas: ShapeSchemas): Record<string, Schema> {
    return {
      [ANY_FAILURE]: anyFailure(schemas),
      [BLOCK_FIELDS]: blockFields(schemas),
      ...this.byCode((samples) => schemaOf(samples, schemas), componentOf),
    };
  }

  private byCode<T>(
    make: (samples: readonly [Failure, ...Failure[]]) => T,
    nameOf: (code: string) => string,
  ): Record<string, T> {
    const codes = [...this.samples].sort(([left], [right]) => (left < right ? -1 : 1));
    return Object.fromEntries(
      codes.map(([code, samples]) => [nameOf(code), make(samples as [Failure, ...Failure[]])]),
    );
  }
}

/** `storage.version_conflict` is `StorageVersionConflictError`. */
export function componentOf(code: string): string {
  const words = code.split(/[._-]/).map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`);
  return `${words.join('')}Error`;
}

function schemaOf(samples: readonly [Failure, ...Failure[]], schemas: ShapeSchemas): Schema {
  const [{ error, code, message }] = samples;
  const statuses = [...new Set(samples.map(({ status }) => status))].sort();
  const details = samples.flatMap((sample) => (sample.details === undefined ? [] : [sample.details]));
  const isCertain = details.length === samples.length;
  return {
    type: 'object',
    description: message,
    required: ['error', 'code', 'message', 'statusCode', 'requestId', ...(isCertain ? ['details'] : [])],
    properties: {
      error: { type: 'string', const: error },
      code: { type: 'string', const: code },
      message: { type: 'string' },
      statusCode: { type: 'integer', enum: statuses },
      requestId: { type: 'string' },
      ...(details.length > 0 && { details: details.map(schemas.of).reduce(mergeSchemas) }),
    },
  };
}

function anyFailure({ of }: ShapeSchemas): Schema {
  const { properties, ...schema } = of({
    error: '',
    code: '',
    message: '',
    statusCode: 0,
    requestId: '',
  }) as { properties: Record<string, Schema> };
  return {
    ...schema,
    description: 'The fields of every error.',
    properties: {
      ...properties,
      error: {
        type: 'string',
        enum: ['HTTPException', 'MondayCodeAPIError', 'BaseError', 'InternalServerError'],
        description: 'The error family.',
      },
      code: { type: 'string', description: 'Stable; base decisions on it.' },
      message: { type: 'string', description: 'For people; it can change.' },
      requestId: { type: 'string', description: 'The value of the header `X-Request-Id`.' },
      details: { description: 'Further data, which depends on the code.' },
    },
  };
}

function blockFields({ of }: ShapeSchemas): Schema {
  const empty = errorBodyOf(describeFailure(undefined), REQUEST_ID);
  const refused = { ...empty, statusCode: 400 };
  const added = Object.entries(withBlockFields(refused)).filter(([name]) => !(name in refused));
  return {
    ...of(Object.fromEntries(added)),
    description: 'Texts that monday shows to the user of the automation.',
  };
}
