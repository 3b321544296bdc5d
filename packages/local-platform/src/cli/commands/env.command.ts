import { readOptions, UsageError } from 'monday-persistence/command-line';
import { clientVariables, withPreload } from '../client-variables.js';
import { type PlatformCommand } from '../platform-command.js';

type Values = Readonly<Record<string, string>>;

/** By the name of the format: the lines for the variables. */
const FORMATS: Readonly<Record<string, (values: Values) => readonly string[]>> = {
  shell: (values) =>
    Object.entries(values).map(([name, value]) => `export ${name}='${value.replaceAll("'", `'\\''`)}'`),
  dotenv: (values) => Object.entries(values).map(([name, value]) => `${name}=${JSON.stringify(value)}`),
  json: (values) => [JSON.stringify(values, null, 2)],
};

export const env: PlatformCommand = {
  words: 'env',
  parameters: '[--format shell|dotenv|json]',
  summary: 'prints the variables that point an app at the platform',
  async run({ arguments: given, sandbox, variables, print }) {
    const { format = 'shell' } = readOptions(given, { format: { type: 'string' } });
    const linesOf = Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
    if (!linesOf) throw new UsageError(`--format takes one of ${Object.keys(FORMATS).join(', ')}.`);
    const printed = {
      ...(await clientVariables(await sandbox.get<Values>('/__sandbox/env'), variables)),
      NODE_OPTIONS: withPreload(variables.NODE_OPTIONS),
    };
    for (const line of linesOf(printed)) print(line);
    return 0;
  },
};
