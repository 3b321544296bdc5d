import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UsageError } from './cli.errors.js';

type Options = NonNullable<ParseArgsConfig['options']>;

/** The options and the other words of a command line. */
export type CommandArguments<T extends Options> = Pick<
  ReturnType<typeof parseArgs<{ options: T; allowPositionals: true }>>,
  'values' | 'positionals'
>;

/** Parses the options of a command without other arguments. @throws UsageError */
export function readOptions<T extends Options>(
  given: readonly string[],
  options: T,
): CommandArguments<T>['values'] {
  const { values, positionals } = readArguments(given, options);
  const [unexpected] = positionals;
  if (unexpected !== undefined) throw new UsageError(`Unexpected argument: ${unexpected}.`);
  return values;
}

/** Parses the options and the other arguments of a command. @throws UsageError */
export function readArguments<T extends Options>(given: readonly string[], options: T): CommandArguments<T> {
  try {
    return parseArgs({ args: [...given], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** The argument of a command that takes exactly one. @throws UsageError with the usage */
export function readOneArgument(given: readonly string[], usage: string): string {
  const [argument, ...others] = given;
  if (argument === undefined || others.length > 0) throw new UsageError(usage);
  return argument;
}
