import { BadRequestException, Injectable } from '@nestjs/common';
import { Persistence, PersistenceInputError, type UpsertOperation } from 'monday-persistence';
import { Clock } from 'monday-persistence/clock';
import { fieldsOf } from 'monday-persistence/json';
import { DatabaseCopy, PlatformDatabase, ROW_PREFIX } from '../database/index.js';

/** A record of the platform in an export. */
export interface CopiedRecord {
  readonly key: string;
  readonly value: string;
  /** Milliseconds since the epoch; missing if the record stays. */
  readonly expiresAt?: number;
}

const MAX_RECORDS = 500;
const MAX_CHARACTERS = 4 * 1024 * 1024;

/** Exports and imports all data of the platform: tokens, board changes, storage and mails. */
@Injectable()
export class StateCopy {
  private readonly rows: DatabaseCopy;

  constructor(
    private readonly persistence: Persistence,
    database: PlatformDatabase,
    private readonly clock: Clock,
  ) {
    this.rows = new DatabaseCopy(database);
  }

  /**
   * The next records, of about 4 MB at most; none at the end. First those of the persistence, then the rows of monday's
   * data.
   * @param after key of the last one before
   */
  async page(after: string | undefined): Promise<readonly CopiedRecord[]> {
    const page: CopiedRecord[] = [];
    let characters = 0;
    for (const { key, value, expiresAt } of await this.next(after)) {
      characters += key.length + value.length;
      if (page.length > 0 && characters > MAX_CHARACTERS) break;
      page.push({ key, value, ...(expiresAt === undefined ? {} : { expiresAt }) });
    }
    return page;
  }

  private async next(after: string | undefined): Promise<readonly CopiedRecord[]> {
    if (after?.startsWith(ROW_PREFIX)) return this.rows.page(after, MAX_RECORDS);
    const entries = await this.persistence.scan({ prefix: '', after, limit: MAX_RECORDS });
    return entries.length > 0 ? entries : this.rows.page(undefined, MAX_RECORDS);
  }

  /** Adds records, all or none; resolves to how many, without those that have expired meanwhile. */
  async add(body: unknown): Promise<number> {
    const { records } = fieldsOf(body);
    if (!Array.isArray(records) || records.length > MAX_RECORDS || !records.every(isRecord)) {
      throw new BadRequestException(`records must be a list of at most ${MAX_RECORDS} exported records.`);
    }
    const now = this.clock.now();
    const alive = records.filter(({ expiresAt }) => expiresAt === undefined || expiresAt > now);
    if (alive.length === 0) return 0;
    const rows = alive.filter(({ key }) => key.startsWith(ROW_PREFIX));
    const entries = alive.filter(({ key }) => !key.startsWith(ROW_PREFIX));
    this.addRows(rows);
    try {
      if (entries.length > 0) await this.persistence.batch(entries.map((record) => putOf(record, now)));
    } catch (error) {
      if (error instanceof PersistenceInputError) throw new BadRequestException('A record has no valid key.');
      throw error;
    }
    return alive.length;
  }

  private addRows(rows: readonly CopiedRecord[]): void {
    try {
      this.rows.add(rows);
    } catch {
      throw new BadRequestException('A record does not fit its table.');
    }
  }
}

function isRecord(value: unknown): value is CopiedRecord {
  const { key, value: text, expiresAt } = fieldsOf(value);
  const isTime = expiresAt === undefined || Number.isSafeInteger(expiresAt);
  return typeof key === 'string' && typeof text === 'string' && isTime;
}

/** The operation that writes a record. */
export function putOf({ key, value, expiresAt }: CopiedRecord, now: number): UpsertOperation {
  const ttlSeconds = expiresAt === undefined ? undefined : Math.ceil((expiresAt - now) / 1000);
  return { type: 'upsert', key, value, ttlSeconds };
}
