import { CannotRunError } from 'monday-persistence/command-line';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** What the command uses of GraphQL Code Generator (https://the-guild.dev/graphql/codegen), of `graphql` and of prettier. */
export interface Generator {
  readonly codegen: (options: object) => Promise<string>;
  readonly plugins: Readonly<Record<string, unknown>>;
  /** @param name of the text in messages */
  readonly parse: (text: string, name: string) => unknown;
  /** Absent if the app has no prettier. */
  readonly prettier?: Prettier;
}

interface GraphQL {
  readonly Source: new (text: string, name: string) => object;
  readonly parse: (source: object) => unknown;
}

interface Prettier {
  resolveConfig(path: string): Promise<object | null>;
  format(text: string, options: object): Promise<string>;
}

const PLUGINS = ['typescript-operations', 'typed-document-node'] as const;
const PACKAGES = [
  ...['core', ...PLUGINS].map((name) => `@graphql-codegen/${name}`),
  '@graphql-typed-document-node/core',
  'graphql',
];
/** Earlier versions do not write the enums and inputs that the operations use. */
const OLDEST_MAJOR = 6;
const COMMAND = `npm install --save-dev ${PACKAGES.join(' ')}`;

/**
 * Loads the generator that the app has installed; it is no dependency of the framework.
 * @param folder of the app
 * @throws CannotRunError if it is not installed, or too old
 */
export function loadGenerator(folder: string): Generator {
  const load = createRequire(join(folder, 'package.json'));
  try {
    refuseOld(load);
    const { codegen } = load('@graphql-codegen/core') as Pick<Generator, 'codegen'>;
    const { parse, Source } = load('graphql') as GraphQL;
    const plugins = PLUGINS.map((name) => [name, load(`@graphql-codegen/${name}`) as unknown]);
    return {
      codegen,
      parse: (text, name) => parse(new Source(text, name)),
      plugins: Object.fromEntries(plugins) as Generator['plugins'],
      prettier: loadPrettier(load),
    };
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new CannotRunError(`Install the generator: ${COMMAND}`);
  }
}

function refuseOld(load: NodeJS.Require): void {
  const { version } = load('@graphql-codegen/typescript-operations/package.json') as { version: string };
  if (Number.parseInt(version, 10) >= OLDEST_MAJOR) return;
  throw new CannotRunError(
    `@graphql-codegen/typescript-operations ${version} is too old. Install version ${OLDEST_MAJOR} or later: ${COMMAND}`,
  );
}

function loadPrettier(load: NodeJS.Require): Prettier | undefined {
  try {
    return load('prettier') as Prettier;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND';
