import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Encodings of the compressed copies that the build writes beside a file, the better first. */
export const ENCODINGS = { br: '.br', gzip: '.gz' } as const;

export type Encoding = keyof typeof ENCODINGS;

/** A file of a built view, as the list of the build has it. */
export interface ListedFile {
  /** Of the content. */
  readonly hash: string;
  /** Whether the name changes with the content. */
  readonly isHashed?: boolean;
  /** Whether there are compressed copies. */
  readonly isCompressed?: boolean;
}

const LIST = 'files.json';
const PAGES = /^[^/]+\/index\.html$/;

/** In `dist`, beside the programs; in `dist` of the app, if its sources are run or it depends on this one. */
const FOLDERS = ['views', 'dist/views'];

/**
 * The files of the views that the build made (`tools/views.mjs`), in `dist/views/<feature>`. Only files in the list of the
 * build exist here, so no path leads out of the folder. A file is read at the first request for it, and then kept.
 */
export class ViewFiles {
  private listed: ReadonlyMap<string, ListedFile> = new Map();
  private made = NaN;
  private readonly contents = new Map<string, Promise<Buffer>>();

  /** @param folder of the built views; `undefined` if none is built yet */
  constructor(private folder = findFolder()) {}

  /** The file at this path, such as `board-notes/assets/index-BnT2a1bC.js`. */
  async find(path: string): Promise<ListedFile | undefined> {
    await this.refresh();
    return this.listed.get(path);
  }

  /** The path of the page of the view that `path` belongs to. No path at all belongs to the only view. */
  async pageFor(path: string): Promise<string | undefined> {
    await this.refresh();
    const [view = ''] = path.split('/', 1);
    const pages = [...this.listed.keys()].filter((name) => PAGES.test(name));
    if (view === '') return pages.length === 1 ? pages[0] : undefined;
    return pages.find((page) => page === `${view}/index.html`);
  }

  /** @param path of a file that was found */
  async read(path: string, { hash }: ListedFile, encoding?: Encoding): Promise<Buffer> {
    const name = encoding === undefined ? path : `${path}${ENCODINGS[encoding]}`;
    const key = `${name} ${hash}`;
    let content = this.contents.get(key);
    if (content === undefined) {
      content = readFile(join(this.folder ?? '', name));
      this.contents.set(key, content);
      content.catch(() => this.contents.delete(key));
    }
    return content;
  }

  /** Reads the list again if a build has replaced it. */
  private async refresh(): Promise<void> {
    this.folder ??= findFolder();
    if (this.folder === undefined) return;
    const list = join(this.folder, LIST);
    const made = await stat(list).then(
      ({ mtimeMs }) => mtimeMs,
      () => undefined,
    );
    if (made === this.made) return;
    this.contents.clear();
    this.listed = new Map(made === undefined ? [] : await readList(list));
    this.made = made ?? NaN;
  }
}

async function readList(path: string): Promise<[string, ListedFile][]> {
  return Object.entries(JSON.parse(await readFile(path, 'utf8')) as Record<string, ListedFile>);
}

/** In this folder or above. */
function findFolder(from = __dirname): string | undefined {
  const found = FOLDERS.map((name) => join(from, name)).find((folder) => existsSync(join(folder, LIST)));
  if (found !== undefined || dirname(from) === from) return found;
  return findFolder(dirname(from));
}
