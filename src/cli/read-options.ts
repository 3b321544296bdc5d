import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UsageError } from './cli.errors.js';
import { usageOf, type Command } from './command.js';

/** Parses the options of a command without other arguments. @throws UsageError */
export function readOptions<T extends NonNullable<ParseArgsConfig['options']>>(
  given: readonly string[],
  options: T,
  command: Command,
): ReturnType<typeof parseArgs<{ options: T }>>['values'] {
  try {
    return parseArgs({ args: [...given], options }).values;
  } catch (error) {
    throw new UsageError((error as Error).message, usageOf(command));
  }
}

/** The account in `--account`, which is required. @throws UsageError */
export function accountOf(account: string | undefined, command: Command): string {
  if (account === undefined || account === '') throw new UsageError('Name an account.', usageOf(command));
  return account;
}
