import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UsageError } from './cli.errors.js';

/** Parses the options of a command without other arguments. @throws UsageError */
export function readOptions<T extends NonNullable<ParseArgsConfig['options']>>(
  given: readonly string[],
  options: T,
): ReturnType<typeof parseArgs<{ options: T }>>['values'] {
  try {
    return parseArgs({ args: [...given], options }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
