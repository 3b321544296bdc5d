import { createReadStream, createWriteStream } from 'node:fs';
import { appendFile, mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { fieldsOf, tryParseJson } from 'monday-persistence/json';
import { type ObjectStorage, type StoredObject } from '../../object-storage/index.js';
import { StoresRefusedError } from '../cli.errors.js';

/** One JSON object a line: name, content type and size of an object, and the file with its bytes. */
const LIST = 'objects.jsonl';
const FILE = /^\d{1,15}$/;
const PRIVATE = { folder: 0o700, file: 0o600 } as const;
const PAGE = 100;

/** A folder with exported objects. The names of its files are numbers, never names of objects. */
export class ObjectFolder {
  constructor(private readonly path: string) {}

  /** Writes all objects, and yields their number after each. @throws StoresRefusedError if the folder has an export */
  async *write(objects: ObjectStorage): AsyncGenerator<number, void, void> {
    await this.begin();
    let written = 0;
    for await (const name of namesIn(objects)) {
      // Another process may have deleted it.
      const object = await objects.get(name);
      if (!object) continue;
      written += 1;
      await this.add(String(written), object);
      yield written;
    }
  }

  /** Puts all objects of the folder, and yields their number after each. @throws StoresRefusedError */
  async *read(objects: ObjectStorage): AsyncGenerator<number, void, void> {
    let number = 0;
    try {
      for await (const line of createInterface({ input: createReadStream(join(this.path, LIST)) })) {
        number += 1;
        const { name, contentType, file } = fieldsOf(tryParseJson(line));
        if (typeof file !== 'string' || !FILE.test(file))
          throw new StoresRefusedError(`Line ${number} of ${LIST} names no file.`);
        const bytes = createReadStream(join(this.path, file)) as AsyncIterable<Buffer>;
        await objects.put(name as string, bytes, { contentType: contentType as string });
        yield number;
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      throw new StoresRefusedError('The folder has no export, or a file of it is missing.');
    }
  }

  private async begin(): Promise<void> {
    await mkdir(this.path, { recursive: true, mode: PRIVATE.folder });
    try {
      await (await open(join(this.path, LIST), 'wx', PRIVATE.file)).close();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      throw new StoresRefusedError('The folder has an export already.');
    }
  }

  private async add(file: string, { content, ...info }: StoredObject): Promise<void> {
    await pipeline(content, createWriteStream(join(this.path, file), { mode: PRIVATE.file }));
    await appendFile(join(this.path, LIST), `${JSON.stringify({ ...info, file })}\n`);
  }
}

/** The names of all objects, in their order. */
export async function* namesIn(objects: ObjectStorage): AsyncGenerator<string, void, void> {
  let cursor: string | undefined;
  do {
    const page = await objects.list({ limit: PAGE, cursor });
    for (const { name } of page.objects) yield name;
    ({ cursor } = page);
  } while (cursor !== undefined);
}
