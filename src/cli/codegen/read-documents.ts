import { CannotRunError } from 'monday-persistence/command-line';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A file with queries and mutations. */
export interface DocumentFile {
  readonly location: string;
  readonly text: string;
}

/** The `.graphql` files of a folder, in their order. @throws CannotRunError if it cannot be read */
export async function readDocuments(folder: string): Promise<DocumentFile[]> {
  try {
    const names = await readdir(folder, { recursive: true });
    const paths = names.filter((name) => name.endsWith('.graphql')).sort();
    return await Promise.all(
      paths.map(async (name) => ({
        location: join(folder, name),
        text: await readFile(join(folder, name), 'utf8'),
      })),
    );
  } catch (error) {
    throw new CannotRunError(`${folder} cannot be read: ${(error as Error).message}`);
  }
}
