export { CannotRunError, CliError, UsageError } from './cli.errors.js';
export { type Command, type CommandContext } from './command.js';
export { printTable } from './print-table.js';
export { ProcessOutput } from './process-output.js';
export { readArguments, readOneArgument, readOptions } from './read-options.js';
export { findCommand, isHelp, runCommand, type CliOutput, type CommandLine } from './run-command.js';
