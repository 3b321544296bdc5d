import { EventEmitter, once } from 'node:events';
import { basename, dirname, extname, resolve } from 'node:path';
import { type ChokidarOptions } from 'chokidar';
import { SYSTEM_CLOCK } from 'monday-persistence/clock';

/** Editors write a file in several steps, and "save all" writes several files. */
const QUIET_MS = 40;
const WATCHED = new Set(['.ts', '.json', '.html']);
/** Views are reloaded by their own server. */
const OF_VIEW = /[\\/]features[\\/][^\\/]+[\\/]view(?:[\\/]|$)/;

/** Collects the source files that change, and hands them over in batches. */
export class SourceWatcher {
  private readonly changed = new Set<string>();
  private readonly events = new EventEmitter<{ change: [] }>();
  private close: () => Promise<void> = () => Promise.resolve();

  private constructor() {}

  /** @param folders relative to the working directory */
  static start(folders: readonly string[]): Promise<SourceWatcher> {
    return SourceWatcher.watch(folders, {
      ignored: (path, stats) =>
        OF_VIEW.test(path) || (stats?.isFile() === true && !WATCHED.has(extname(path))),
    });
  }

  /** @param file which may not exist yet, relative to the working directory */
  static ofFile(file: string): Promise<SourceWatcher> {
    const folder = dirname(file);
    const isFolder = (path: string): boolean => resolve(path) === resolve(folder);
    return SourceWatcher.watch([folder], {
      depth: 0,
      ignored: (path) => !isFolder(path) && basename(path) !== basename(file),
    });
  }

  private static async watch(paths: readonly string[], options: ChokidarOptions): Promise<SourceWatcher> {
    const { watch } = await import('chokidar');
    const watcher = new SourceWatcher();
    const source = watch([...paths], { ...options, ignoreInitial: true });
    for (const event of ['add', 'change', 'unlink'] as const) source.on(event, (path) => watcher.add(path));
    watcher.close = () => source.close();
    await new Promise<void>((done, fail) => source.once('ready', done).once('error', fail));
    return watcher;
  }

  /** Resolves as soon as a change is waiting. */
  async waiting(): Promise<void> {
    if (this.changed.size > 0) return;
    await once(this.events, 'change');
  }

  /** Waits for changes, and takes them: their paths, relative to the working directory. */
  async take(): Promise<string[]> {
    await this.waiting();
    await SYSTEM_CLOCK.sleep(QUIET_MS);
    const paths = [...this.changed];
    this.changed.clear();
    return paths;
  }

  async stop(): Promise<void> {
    await this.close();
  }

  private add(path: string): void {
    this.changed.add(path);
    this.events.emit('change');
  }
}
