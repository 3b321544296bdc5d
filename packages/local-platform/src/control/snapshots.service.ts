import { open, rm, stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { BadRequestException, Injectable } from '@nestjs/common';
import { Persistence } from 'monday-persistence';
import { Clock } from 'monday-persistence/clock';
import { SQLITE_SETTINGS, SqlitePersistence } from 'monday-persistence/sqlite';
import {
  DatabaseCopy,
  PlatformDatabase,
  SnapshotFile,
  SnapshotFileError,
  type SnapshotRecord,
} from '../database/index.js';
import { PlanBudgetRegistry } from '../graphql/index.js';
import { AccessTokenService, PlatformFiles } from '../state/index.js';
import { removeRecords } from '../remove-records.js';
import { putOf } from './state-copy.service.js';

const PAGE = 500;

/** Writes all data of the platform to one file, and replaces all data with such a file. */
@Injectable()
export class Snapshots {
  constructor(
    private readonly persistence: Persistence,
    private readonly database: PlatformDatabase,
    private readonly files: PlatformFiles,
    private readonly tokens: AccessTokenService,
    private readonly budgets: PlanBudgetRegistry,
    private readonly clock: Clock,
  ) {}

  /**
   * Writes a snapshot of this moment; requests that arrive meanwhile are not in it.
   * @param path of a new file, which only this user can read: it contains tokens
   * @returns its size in bytes
   * @throws BadRequestException if it exists or cannot be made
   */
  async write(path: unknown): Promise<number> {
    const file = absolute(path);
    const records = `${file}.records`;
    await makeEmpty(file);
    try {
      await makeEmpty(records);
      // Both at once: the other steps read the copies.
      this.database.copyTo(file, { source: this.files.records, path: records });
      const snapshot = await SnapshotFile.make(file);
      try {
        for await (const page of recordsIn(records, this.clock)) snapshot.add(page);
      } finally {
        snapshot.close();
      }
      return (await stat(file)).size;
    } catch (error) {
      await rm(file, { force: true });
      throw error;
    } finally {
      for (const end of ['', '-wal', '-shm']) await rm(`${records}${end}`, { force: true });
    }
  }

  /**
   * Replaces all data with a snapshot. Faults and settings stay.
   * @throws BadRequestException with one line if the file is not a snapshot; nothing is changed then
   */
  async restore(path: unknown): Promise<void> {
    const file = absolute(path);
    const snapshot = await SnapshotFile.open(file).catch(refuse);
    try {
      this.replaceTables(file);
      await removeRecords(this.persistence);
      const now = this.clock.now();
      for (const page of snapshot.records()) await this.addRecords(page, now);
    } finally {
      snapshot.close();
      this.tokens.forgetKey();
      this.budgets.reset();
    }
  }

  private replaceTables(file: string): void {
    try {
      this.database.attached(file, 'snapshot', () => new DatabaseCopy(this.database).replaceFrom('snapshot'));
    } catch {
      throw new BadRequestException(`${file} does not fit this version of the local platform.`);
    }
  }

  private async addRecords(page: readonly SnapshotRecord[], now: number): Promise<void> {
    const alive = page.filter(({ expires_at: at }) => at === null || at > now);
    if (alive.length === 0) return;
    await this.persistence.batch(
      alive.map(({ key, value, expires_at }) =>
        putOf({ key, value, ...(expires_at === null ? {} : { expiresAt: expires_at }) }, now),
      ),
    );
  }
}

function absolute(path: unknown): string {
  if (typeof path === 'string' && isAbsolute(path) && !path.includes('\0')) return path;
  throw new BadRequestException('file must be an absolute path.');
}

async function makeEmpty(path: string): Promise<void> {
  try {
    await (await open(path, 'wx', 0o600)).close();
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new BadRequestException(`${path} cannot be made (${code}).`);
  }
}

/** The records of a copy of the persistence's file. */
async function* recordsIn(path: string, clock: Clock): AsyncGenerator<SnapshotRecord[]> {
  const copy = new SqlitePersistence({ ...SQLITE_SETTINGS, path, clock });
  await copy.open();
  try {
    for await (const page of copy.pages({ prefix: '', limit: PAGE })) {
      yield page.map(({ key, value, expiresAt }) => ({ key, value, expires_at: expiresAt ?? null }));
    }
  } finally {
    await copy.close();
  }
}

function refuse(error: unknown): never {
  if (error instanceof SnapshotFileError) throw new BadRequestException(error.message);
  throw error;
}
