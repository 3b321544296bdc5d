import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataFolderError, makeDataFolder } from './data-folder.js';

describe('the folder of the data', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'data-folder-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is made with its parents, for this user alone, and stays if it is there', async () => {
    const dataDir = join(folder, 'parent', 'data');
    makeDataFolder(dataDir);
    makeDataFolder(dataDir);
    expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
  });

  it('is refused below a file', async () => {
    await writeFile(join(folder, 'file'), '');
    expect(() => makeDataFolder(join(folder, 'file', 'data'))).toThrow(DataFolderError);
  });

  it('is refused with a problem that reports put after its name', () => {
    const problems = [{ name: 'DATA_DIR', problem: 'cannot be written (EACCES)' }];
    expect(new DataFolderError('EACCES')).toMatchObject({ problems });
  });

  it('is refused where the system has no such name', () => {
    expect(() => makeDataFolder('/proc/no-such-name/data')).toThrow(DataFolderError);
  });
});
