import { basename, dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { CreateError } from './create.errors.js';
import { APP_NAME_RULE, isAppName } from './generated-app/index.js';

export const USAGE = 'npm create monday-app-backend NAME [-- --view --packages DIR --no-install]';

/** What the command line asks for. */
export interface CreateOptions {
  /** The new folder, as an absolute path. */
  readonly folder: string;
  readonly name: string;
  /** A folder with the tarballs of `npm run pack`, to depend on instead of the registry. */
  readonly packages?: string;
  readonly isInstalling: boolean;
  /** Whether the app gets a board view. */
  readonly hasView: boolean;
}

/** @throws CreateError */
export function readCreateOptions(words: readonly string[]): CreateOptions {
  const { values, positionals } = parse(words);
  const [given, ...others] = positionals;
  if (given === undefined || others.length > 0) throw new CreateError(`Give one name: ${USAGE}`);
  const folder = resolve(given);
  const name = basename(folder);
  const isScoped = /^@[^\\/]+[\\/][^\\/]+$/.test(given);
  if (!isAppName(name) || isScoped || dirname(folder) === folder)
    throw new CreateError(`"${isScoped ? given : name}" cannot be the name of an app. Use ${APP_NAME_RULE}.`);
  return {
    folder,
    name,
    isInstalling: !values['no-install'],
    hasView: values.view,
    ...(values.packages !== undefined && { packages: resolve(values.packages) }),
  };
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        packages: { type: 'string' },
        view: { type: 'boolean', default: false },
        'no-install': { type: 'boolean', default: false },
      },
    });
  } catch {
    throw new CreateError(`Unknown option in: ${words.join(' ')}. Usage: ${USAGE}`);
  }
}
