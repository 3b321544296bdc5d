import { constants, type Stats } from 'node:fs';
import { access, stat, statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { inspectSqlite } from 'monday-persistence/sqlite';
import { databaseFile, keepsFiles } from '../../../drivers/index.js';
import { type Check } from '../check.js';
import { ok, problem, warning, type Finding } from '../finding.js';

const NAME = 'DATA_DIR';
const MIN_FREE_BYTES = 256 * 1024 * 1024;
const OTHERS = 0o077;

/** Checks that drivers can store their files in the configured folder. */
export const dataDirCheck: Check = {
  name: NAME,
  async run({ config, broken }) {
    if (broken.has(NAME) || !keepsFiles(config)) return [];
    const folder = resolve(config.dataDir);
    const found = await statOf(folder);
    if (found && !found.isDirectory()) return [problem(NAME, 'This is not a folder.', 'Set it to a folder.')];
    const place = found ? folder : await nearestFolder(folder);
    if (!(await isWritable(place))) return [NOT_WRITABLE];
    return [
      ...(found
        ? [ok(NAME, 'The folder exists and is writable.')]
        : [ok(NAME, 'The folder will be created.')]),
      ...(found ? checkMode(found) : []),
      ...(await checkSpace(place)),
      ...(await checkFile(databaseFile(config))),
    ];
  },
};

const NOT_WRITABLE = problem(
  NAME,
  'The user of this process cannot write to the folder.',
  'chown the folder to the user of the app, or mount it writable.',
);

const statOf = (path: string): Promise<Stats | undefined> => stat(path).catch(() => undefined);

async function nearestFolder(path: string): Promise<string> {
  const parent = dirname(path);
  return (await statOf(parent)) || parent === path ? parent : nearestFolder(parent);
}

function isWritable(folder: string): Promise<boolean> {
  return access(folder, constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  );
}

function checkMode({ mode }: Stats): Finding[] {
  // Windows has no permission bits.
  if (process.platform === 'win32' || (mode & OTHERS) === 0) return [];
  return [warning(NAME, 'Other users of the machine can read the folder.', 'chmod 700 the folder.')];
}

async function checkSpace(folder: string): Promise<Finding[]> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize >= MIN_FREE_BYTES) return [];
  return [
    warning(
      NAME,
      'The disk has less than 256 MiB free.',
      'Free some space, or use a folder on another disk.',
    ),
  ];
}

async function checkFile(path: string): Promise<Finding[]> {
  if (!(await statOf(path))) return [];
  const state = await inspectSqlite(path).catch(() => undefined);
  switch (state) {
    case 'current':
      return [ok(NAME, 'The database is up to date.')];
    case 'old':
      return [ok(NAME, 'The next start will migrate the database.')];
    case 'future':
      return [
        problem(
          NAME,
          'The database was written by a later version of the app.',
          'Run that version, or restore an older backup.',
        ),
      ];
    case 'incomplete':
      return [
        problem(
          NAME,
          'app.db was copied without app.db-wal, which held its data.',
          'Copy both files, or stop the app before you copy app.db.',
        ),
      ];
    case undefined:
      return [problem(NAME, 'app.db is not a readable database.', 'Restore it from a backup.')];
  }
}
