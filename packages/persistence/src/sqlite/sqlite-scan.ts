import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Clock } from '../clock/index.js';
import { keyRange, next } from '../driver-kit/key-range.js';
import { OWNER_PARTS, scopeOf } from '../driver-kit/key-scope.js';
import { ConcurrencyLimiter, type ConcurrencyLimiterOptions } from '../rate-limiter/index.js';
import { type Entry, type ScanOptions } from '../persistence.js';
import { type SqliteDatabase } from './sqlite-database.js';
import { entryOf, type Row, type SqliteRecords } from './sqlite-records.js';

/** Maximum number of keys searched by one statement before yielding to the event loop. */
const KEYS_A_STEP = 4_000;
const RECORDS_A_STEP = 200;

const TURNS: ConcurrencyLimiterOptions = {
  perKey: 1,
  total: 1,
  maxWaiting: 1_000,
  maxWaitMs: 10_000,
};

/** Text sorts below bytes, so this is above all keys. */
const NO_END = new Uint8Array(0);

interface KeyRow {
  readonly key: string;
}

/** Scans records in the order of their keys in short steps, so that a million keys do not block the process. */
export class SqliteScan {
  private readonly selectRecords;
  private readonly selectRecordsDescending;
  private readonly selectStepEnd;
  private readonly selectCandidates;
  private readonly turns: ConcurrencyLimiter;

  constructor(
    db: SqliteDatabase,
    private readonly records: SqliteRecords,
    clock: Clock,
  ) {
    this.turns = new ConcurrencyLimiter(TURNS, clock);
    const select = 'SELECT key, value, version, expires_at FROM records WHERE key >= ?1 AND key < ?2';
    this.selectRecords = db.prepare(`${select} ORDER BY key LIMIT ?3`);
    this.selectRecordsDescending = db.prepare(`${select} ORDER BY key DESC LIMIT ?3`);
    // Both are answered from the index of keys alone.
    this.selectStepEnd = db.prepare(
      `SELECT key FROM records WHERE key >= ?1 AND key < ?2 ORDER BY key LIMIT 1 OFFSET ${KEYS_A_STEP}`,
    );
    // SQLite's lower() supports only ASCII; keys with other characters are checked in JavaScript.
    this.selectCandidates = db.prepare(
      `SELECT key FROM records WHERE key >= ?1 AND key < ?2
         AND (instr(lower(substr(key, ?3)), ?4) > 0 OR length(key) <> octet_length(key))
       ORDER BY key LIMIT ${RECORDS_A_STEP}`,
    );
  }

  async run(options: ScanOptions): Promise<Entry[]> {
    const { prefix, after, before, limit, maxBytes = Infinity } = options;
    const range = keyRange(prefix, after, before);
    if (range === undefined) return [];
    const found: Found = { entries: [], bytes: 0, limit, maxBytes };
    const term = options.contains?.toLowerCase() ?? '';
    let rest: Keys | undefined = { lower: range.lower, upper: range.upper ?? NO_END };
    while (rest !== undefined) {
      rest =
        term === ''
          ? this.plainStep(rest, found, options.descending === true)
          : this.searchStep(rest, found, prefix, term);
      if (rest !== undefined) await this.turn(scopeOf(prefix, OWNER_PARTS));
    }
    return found.entries;
  }

  /** One step of one scan per turn of the event loop; concurrent scopes take turns. */
  private async turn(scope: string): Promise<void> {
    await this.turns.acquire(scope);
    setImmediate(() => this.turns.release(scope));
    await nextTurn();
  }

  /** Adds records to `found`. @returns the remaining keys; `undefined` at the end */
  private plainStep({ lower, upper }: Keys, found: Found, descending: boolean): Keys | undefined {
    const count = Math.min(found.limit - found.entries.length, RECORDS_A_STEP);
    const statement = descending ? this.selectRecordsDescending : this.selectRecords;
    let last: string | undefined;
    let read = 0;
    // Row by row only if the size may end the step, because that takes longer.
    const method = found.maxBytes === Infinity ? 'all' : 'iterate';
    for (const row of statement[method](lower, upper, count) as Iterable<RecordRow>) {
      read += 1;
      last = row.key;
      if (this.records.isLive(row) && isFull(add(found, entryOf(row.key, row)))) return undefined;
    }
    if (read < count || last === undefined) return undefined;
    return descending ? { lower, upper: last } : { lower: next(last), upper };
  }

  /** The same for keys that contain the term. */
  private searchStep({ lower, upper }: Keys, found: Found, prefix: string, term: string): Keys | undefined {
    const end = (this.selectStepEnd.get(lower, upper) as KeyRow | undefined)?.key;
    const suffixStart = Array.from(prefix).length + 1;
    const rows = this.selectCandidates.all(lower, end ?? upper, suffixStart, term) as KeyRow[];
    for (const { key } of rows) {
      if (!key.slice(prefix.length).toLowerCase().includes(term)) continue;
      const entry = this.records.get(key);
      if (entry !== undefined && isFull(add(found, entry))) return undefined;
    }
    const last = rows.at(-1)?.key;
    const rest = rows.length === RECORDS_A_STEP && last !== undefined ? next(last) : end;
    return rest === undefined ? undefined : { lower: rest, upper };
  }
}

interface Keys {
  readonly lower: string;
  readonly upper: string | Uint8Array;
}

type RecordRow = Omit<Row, 'id'> & KeyRow;

/** The records of a scan so far. */
interface Found {
  readonly entries: Entry[];
  bytes: number;
  readonly limit: number;
  readonly maxBytes: number;
}

function add(found: Found, entry: Entry): Found {
  found.entries.push(entry);
  if (found.maxBytes !== Infinity) found.bytes += Buffer.byteLength(entry.value);
  return found;
}

const isFull = ({ entries, bytes, limit, maxBytes }: Found): boolean =>
  entries.length === limit || bytes >= maxBytes;
