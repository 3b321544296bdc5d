import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Names of the versions, oldest first; in the folder of the schema files. */
const VERSIONS_FILE = 'versions.json';
/** monday's schema in this repository: one text per area, with all versions (see `schema/README.md`). */
export interface SchemaFiles {
  /** Oldest first. */
  readonly versions: readonly string[];
  /** SDL by the name of its area. */
  readonly areas: ReadonlyMap<string, string>;
}

/** Reads the schema files. @throws Error if the package does not contain them */
export function readSchemaFiles(folder = findFolder()): SchemaFiles {
  const versions = JSON.parse(readFileSync(join(folder, VERSIONS_FILE), 'utf8')) as string[];
  const names = readdirSync(folder).filter((name) => name.endsWith('.graphql'));
  const areas = names.map(
    (name) => [name.slice(0, -'.graphql'.length), readFileSync(join(folder, name), 'utf8')] as const,
  );
  return { versions, areas: new Map(areas) };
}

/** The folder of the package, which contains both the sources and the compiled files. */
function findFolder(): string {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const found = join(folder, 'schema');
    if (existsSync(join(found, VERSIONS_FILE))) return found;
  }
  throw new Error('The schema files of the local platform are missing.');
}
