import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SourceWatcher } from './source-watcher.js';

describe('SourceWatcher', () => {
  let folder: string;
  let watcher: SourceWatcher;
  const path = (name: string): string => join(folder, name);
  const write = (name: string): void => writeFileSync(path(name), '');
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'watched-'));
  });
  afterEach(async () => {
    await watcher.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('finds the files of a new folder, but no folder', async () => {
    watcher = await SourceWatcher.start([folder]);
    mkdirSync(path('feature'));
    write('feature/a.ts');
    expect(await watcher.take()).toEqual([path('feature/a.ts')]);
  });

  it('finds the file that an editor replaces by a renamed one, but not what it writes beside it', async () => {
    write('a.ts');
    watcher = await SourceWatcher.start([folder]);
    write('a.ts~');
    write('.a.ts.swp');
    renameSync(path('.a.ts.swp'), path('a.ts'));
    expect(await watcher.take()).toEqual([path('a.ts')]);
  });

  it('finds a file of variables that was not there', async () => {
    watcher = await SourceWatcher.ofFile(path('.env'));
    write('.envrc');
    write('.env');
    expect(await watcher.take()).toEqual([path('.env')]);
  });
});
