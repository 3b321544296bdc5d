import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

interface NamedFile {
  readonly path: string;
  /** Fields at the top of the JSON document that contain the name. */
  readonly fields: readonly string[];
  /** Whether a project may do without the file. */
  readonly isOptional: boolean;
}

/**
 * Every file that contains the name of the app. `JWT_ISSUER`, `JWT_AUDIENCE` and the derived keys keep the name of the
 * framework: if they followed, all users would be logged out.
 */
const FILES: readonly NamedFile[] = [
  { path: 'package.json', fields: ['name'], isOptional: false },
  // Contains the name twice, for itself and for the root package.
  { path: 'package-lock.json', fields: ['name'], isOptional: true },
  { path: 'deploy/grafana-dashboard.json', fields: ['title', 'uid'], isOptional: true },
];

/**
 * Renames the app whose files are in `folder`. All files are read before the first is written.
 * @returns paths of the files that were changed
 * @throws Error if a file cannot be read, parsed or written
 */
export async function renameProject(folder: string, name: string): Promise<string[]> {
  const files = await Promise.all(FILES.map(async (file) => ({ file, text: await textOf(folder, file) })));
  const changed = files.flatMap(({ file, text }) => {
    const renamed = text === undefined ? undefined : renamedText(text, file, name);
    return renamed === undefined || renamed === text ? [] : [{ path: file.path, text: renamed }];
  });
  for (const { path, text } of changed) await writeFile(join(folder, path), text);
  return changed.map(({ path }) => path);
}

async function textOf(folder: string, { path, isOptional }: NamedFile): Promise<string | undefined> {
  try {
    return await readFile(join(folder, path), 'utf8');
  } catch (error) {
    if (isOptional && (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Changes the values in the text, so that the format of the file stays. */
function renamedText(text: string, { path, fields }: NamedFile, name: string): string {
  const content = parse(text, path);
  return fields.reduce((changed, field) => {
    const before = `"${field}": ${JSON.stringify(content[field])}`;
    if (!changed.includes(before)) throw new Error(`${path} has no "${field}".`);
    return changed.replaceAll(before, `"${field}": ${JSON.stringify(name)}`);
  }, text);
}

function parse(text: string, path: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch (error) {
    throw new Error(`${path} is not valid JSON.`, { cause: error });
  }
}
