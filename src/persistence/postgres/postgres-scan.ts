import { type Clock } from 'monday-persistence/clock';
import { type Pool } from 'pg';
import { type Entry, type ScanOptions } from 'monday-persistence';
import { keyRange, next, OWNER_PARTS, scopeOf } from 'monday-persistence/driver-kit';
import { type RateLimiter } from 'monday-persistence/rate-limiter';
import { toEntry, type RecordRow } from './postgres-records.js';

/** Maximum number of keys that one search statement scans. */
const KEYS_A_STEP = 4_000;
/** Maximum number of matching keys of one statement. */
const CANDIDATES_A_STEP = 1_000;
interface SearchStep {
  readonly lower: string;
  readonly upper: string | undefined;
  /** Position in the key from which the term may occur, in characters, from 1. */
  readonly termStart: number;
  readonly term: string;
}

/** More than any page has. */
const NO_LIMIT = Number.MAX_SAFE_INTEGER;

/**
 * The rows of a statement up to the first at which their values have $3 bytes together. Their sizes are known without
 * reading the values themselves.
 */
const withinBytes = (rows: string, order: string): string =>
  `SELECT key, value, version, expires_at FROM (
     SELECT page.*, octet_length(value) AS bytes, sum(octet_length(value)) OVER (${order}) AS total
     FROM (${rows}) AS page
   ) AS sized WHERE total - bytes < $3::bigint ${order}`;

type KeyedRow = RecordRow & { readonly key: string };

interface PageForm {
  /** Without an end of the key range, $5, or $4 if the page is not sized. */
  readonly isOpen: boolean;
  /** With a maximum size, $3; then $4 is the maximum number of rows, otherwise $3. */
  readonly isSized: boolean;
  readonly isDescending: boolean;
}

/** Several statements, so that each uses an index range scan and none computes sizes that nobody needs. */
function pageStatement({ isOpen, isSized, isDescending }: PageForm): { name: string; text: string } {
  const order = `ORDER BY key${isDescending ? ' DESC' : ''}`;
  const [limit, upper] = isSized ? ['$4', '$5'] : ['$3', '$4'];
  const rows = `SELECT key, value, version, expires_at FROM persistence_records
     WHERE key >= $1 ${isOpen ? '' : `AND key < ${upper}`} AND (expires_at IS NULL OR expires_at > $2::bigint)
     ${order} LIMIT ${limit}`;
  const form = [isSized ? 'sized' : 'plain', isOpen ? 'open' : 'closed', isDescending ? 'down' : 'up'];
  return { name: `persistence-scan-${form.join('-')}`, text: isSized ? withinBytes(rows, order) : rows };
}

/** Scans records in the order of their keys. */
export class PostgresScan {
  constructor(
    private readonly pool: Pool,
    private readonly searchPool: Pool,
    /** Limits the connections of `searchPool` per scope. */
    private readonly limiter: RateLimiter,
    private readonly clock: Clock,
  ) {}

  async run(options: ScanOptions): Promise<Entry[]> {
    const range = keyRange(options.prefix, options.after, options.before);
    if (range === undefined) return [];
    const term = options.contains?.toLowerCase() ?? '';
    return term === ''
      ? this.page(range.lower, range.upper, options)
      : this.search(range.lower, range.upper, options, term);
  }

  private async page(
    lower: string,
    upper: string | undefined,
    { limit, maxBytes, descending = false }: ScanOptions,
  ): Promise<Entry[]> {
    const values = [lower, this.clock.now(), maxBytes ?? limit];
    if (maxBytes !== undefined) values.push(limit);
    if (upper !== undefined) values.push(upper);
    const { rows } = await this.pool.query<KeyedRow>({
      ...pageStatement({
        isOpen: upper === undefined,
        isSized: maxBytes !== undefined,
        isDescending: descending,
      }),
      values,
    });
    return rows.map((row) => toEntry(row.key, row));
  }

  private async search(
    start: string,
    upper: string | undefined,
    { prefix, limit, maxBytes = NO_LIMIT }: ScanOptions,
    term: string,
  ): Promise<Entry[]> {
    const entries: Entry[] = [];
    let bytes = 0;
    for (let lower: string | undefined = start; lower !== undefined;) {
      const step: SearchStep = { lower, upper, termStart: Array.from(prefix).length + 1, term };
      const scope = scopeOf(prefix, OWNER_PARTS);
      const { keys, end } = await this.limiter.run(scope, () => this.candidates(step));
      const matches = keys.filter((key) => key.slice(prefix.length).toLowerCase().includes(term));
      // Reads only the values that are needed.
      while (matches.length > 0 && entries.length < limit) {
        const read = await this.read(matches.splice(0, limit - entries.length), maxBytes - bytes);
        entries.push(...read);
        bytes += read.reduce((sum, { value }) => sum + Buffer.byteLength(value), 0);
        if (bytes >= maxBytes) return entries;
      }
      lower = entries.length === limit || end === undefined ? undefined : next(end);
    }
    return entries;
  }

  /**
   * One step over a bounded number of keys. Under COLLATE "C", Postgres folds only ASCII. Keys with other characters
   * are checked in JavaScript, as is the last key of the step, at which the next step starts.
   */
  private async candidates({
    lower,
    upper,
    termStart,
    term,
  }: SearchStep): Promise<{ keys: string[]; end: string | undefined }> {
    const end = upper === undefined ? '' : 'AND key < $5';
    const { rows } = await this.searchPool.query<{ key: string; place: string }>({
      name: `persistence-search${upper === undefined ? '-open' : ''}`,
      text: `SELECT key, place FROM (
               SELECT key, expires_at, row_number() OVER (ORDER BY key) AS place FROM (
                 SELECT key, expires_at FROM persistence_records
                 WHERE key >= $1 ${end} ORDER BY key LIMIT ${KEYS_A_STEP}
               ) AS keys
             ) AS step
             WHERE place = ${KEYS_A_STEP}
                OR ((strpos(lower(substr(key, $2::int)), $3) > 0 OR octet_length(key) <> char_length(key))
                    AND (expires_at IS NULL OR expires_at > $4::bigint))
             ORDER BY key LIMIT ${CANDIDATES_A_STEP}`,
      values: [lower, termStart, term, this.clock.now(), ...(upper === undefined ? [] : [upper])],
    });
    const last = rows.at(-1);
    const isCut = rows.length === CANDIDATES_A_STEP || Number(last?.place) === KEYS_A_STEP;
    return { keys: rows.map(({ key }) => key), end: isCut ? last?.key : undefined };
  }

  private async read(keys: readonly string[], maxBytes: number): Promise<Entry[]> {
    const { rows } = await this.pool.query<KeyedRow>({
      name: 'persistence-read-bytes',
      text: withinBytes(
        `SELECT key, value, version, expires_at FROM persistence_records
         WHERE key = ANY($1) AND (expires_at IS NULL OR expires_at > $2::bigint)`,
        'ORDER BY key',
      ),
      values: [keys, this.clock.now(), maxBytes],
    });
    return rows.map((row) => toEntry(row.key, row));
  }
}
