import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Clock } from '../clock/index.js';
import { keyRange, next } from '../driver-kit/key-range.js';
import { OWNER_PARTS, scopeOf } from '../driver-kit/key-scope.js';
import { ConcurrencyLimiter, type ConcurrencyLimiterOptions } from '../rate-limiter/index.js';
import { type Entry, type ScanOptions } from '../persistence.js';
import { type SqliteDatabase } from './sqlite-database.js';
import { type SqliteRecords } from './sqlite-records.js';

/** Maximum number of keys scanned by one statement before yielding to the event loop. */
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
  private readonly selectKeys;
  private readonly selectStepEnd;
  private readonly selectCandidates;
  private readonly turns: ConcurrencyLimiter;

  constructor(
    db: SqliteDatabase,
    private readonly records: SqliteRecords,
    clock: Clock,
  ) {
    this.turns = new ConcurrencyLimiter(TURNS, clock);
    // All three are answered from the index of keys alone.
    this.selectKeys = db.prepare(
      'SELECT key FROM records WHERE key >= ?1 AND key < ?2 ORDER BY key LIMIT ?3',
    );
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
    const range = keyRange(options.prefix, options.after);
    if (range === undefined) return [];
    const term = options.contains?.toLowerCase() ?? '';
    const upper = range.upper ?? NO_END;
    const entries: Entry[] = [];
    const { limit, maxBytes = Infinity } = options;
    let bytes = 0;
    let lower: string | undefined = range.lower;
    while (lower !== undefined) {
      const step: Step =
        term === ''
          ? this.plainStep(lower, upper, limit - entries.length)
          : this.searchStep(lower, upper, options.prefix, term);
      for (const key of step.keys) {
        const entry = this.records.get(key);
        if (entry !== undefined) {
          entries.push(entry);
          bytes += Buffer.byteLength(entry.value);
        }
        if (entries.length === limit || bytes >= maxBytes) return entries;
      }
      lower = step.next;
      if (lower !== undefined) await this.turn(scopeOf(options.prefix, OWNER_PARTS));
    }
    return entries;
  }

  /** One step of one scan per turn of the event loop; concurrent scopes take turns. */
  private async turn(scope: string): Promise<void> {
    await this.turns.acquire(scope);
    setImmediate(() => this.turns.release(scope));
    await nextTurn();
  }

  private plainStep(lower: string, upper: string | Uint8Array, wanted: number): Step {
    const count = Math.min(wanted, RECORDS_A_STEP);
    const keys = (this.selectKeys.all(lower, upper, count) as KeyRow[]).map(({ key }) => key);
    return { keys, next: keys.length < count ? undefined : after(keys) };
  }

  private searchStep(lower: string, upper: string | Uint8Array, prefix: string, term: string): Step {
    const end = (this.selectStepEnd.get(lower, upper) as KeyRow | undefined)?.key;
    const suffixStart = Array.from(prefix).length + 1;
    const rows = this.selectCandidates.all(lower, end ?? upper, suffixStart, term) as KeyRow[];
    const candidates = rows.map(({ key }) => key);
    return {
      keys: candidates.filter((key) => key.slice(prefix.length).toLowerCase().includes(term)),
      next: candidates.length === RECORDS_A_STEP ? after(candidates) : end,
    };
  }
}

interface Step {
  readonly keys: readonly string[];
  /** Where the next step starts; `undefined` at the end. */
  readonly next: string | undefined;
}

function after(keys: readonly string[]): string | undefined {
  const last = keys.at(-1);
  return last === undefined ? undefined : next(last);
}
