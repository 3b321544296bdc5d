import { createReadStream, type ReadStream } from 'node:fs';
import { mkdir, open, rm, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const PRIVATE_FOLDER = 0o700;
const PRIVATE_FILE = 0o600;
/** The start of a name; a folder then has at most a 256th of all files. */
const FOLDER_LENGTH = 2;

/** Files below one folder. Their names are made here, never by a client. */
export class ObjectFiles {
  constructor(private readonly root: string) {}

  /** Writes a new file. Resolves to its size when the file and its name are on the disk. */
  async write(name: string, content: AsyncIterable<Uint8Array>): Promise<number> {
    const path = this.pathOf(name);
    await mkdir(dirname(path), { recursive: true, mode: PRIVATE_FOLDER });
    const file = await open(path, 'wx', PRIVATE_FILE);
    try {
      const size = await writeAll(file, content);
      await file.sync();
      await syncFolder(dirname(path));
      await syncFolder(this.root);
      return size;
    } finally {
      await file.close();
    }
  }

  /** The bytes of a file; `undefined` if it does not exist. A file that is deleted meanwhile is read to its end. */
  async read(name: string): Promise<ReadStream | undefined> {
    try {
      const file = await open(this.pathOf(name), 'r');
      return createReadStream('', { fd: file });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  async remove(name: string): Promise<void> {
    await rm(this.pathOf(name), { force: true });
  }

  private pathOf(name: string): string {
    return join(this.root, name.slice(0, FOLDER_LENGTH), name);
  }
}

async function writeAll(file: FileHandle, content: AsyncIterable<Uint8Array>): Promise<number> {
  let size = 0;
  for await (const chunk of content) {
    await file.writeFile(chunk);
    size += chunk.byteLength;
  }
  return size;
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
