import { CannotRunError } from 'monday-persistence/command-line';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** What the command uses of GraphQL Code Generator (https://the-guild.dev/graphql/codegen), and of `graphql`. */
export interface Generator {
  readonly codegen: (options: object) => Promise<string>;
  readonly plugins: Readonly<Record<string, unknown>>;
  readonly parse: (text: string) => unknown;
}

const PLUGINS = ['typescript', 'typescript-operations'] as const;
const PACKAGES = ['core', ...PLUGINS].map((name) => `@graphql-codegen/${name}`);

/**
 * Loads the generator that the app has installed; it is no dependency of the framework.
 * @param folder of the app
 * @throws CannotRunError if it is not installed
 */
export function loadGenerator(folder: string): Generator {
  const load = createRequire(join(folder, 'package.json'));
  try {
    const { codegen } = load('@graphql-codegen/core') as Pick<Generator, 'codegen'>;
    const { parse } = load('graphql') as Pick<Generator, 'parse'>;
    const plugins = PLUGINS.map((name) => [name, load(`@graphql-codegen/${name}`) as unknown]);
    return { codegen, parse, plugins: Object.fromEntries(plugins) as Generator['plugins'] };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    throw new CannotRunError(
      `Install the generator: npm install --save-dev ${[...PACKAGES, 'graphql'].join(' ')}`,
    );
  }
}
