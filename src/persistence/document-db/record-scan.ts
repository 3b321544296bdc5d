import { type Filter } from 'mongodb';
import { type Clock } from 'monday-persistence/clock';
import { type Entry, type ScanOptions } from 'monday-persistence';
import { keyRange } from 'monday-persistence/driver-kit';
import { type Collections } from './collections.js';
import { encode, headOf } from './document-id.js';
import { type RecordReader } from './record-reader.js';
import { keyOf, type StoredRecord } from './stored-record.js';
import { type UsageMeter } from './usage-meter.js';

/** How many records of a search are fetched together. */
const FETCHED_AT_ONCE = 50;
/** How many ids one request of a search returns at most. */
const IDS_AT_ONCE = 1_000;
/** How many records one request returns at most. */
const RECORDS_AT_ONCE = 1_000;

type Found = Pick<StoredRecord, '_id' | 'k'>;
type Projection = Readonly<Record<string, 1>> | undefined;

/** Lists live records in the order of their keys, by the index of ids. */
export class RecordScan {
  constructor(
    private readonly collections: Collections,
    private readonly reader: RecordReader,
    private readonly clock: Clock,
    private readonly meter: UsageMeter,
  ) {}

  async run(options: ScanOptions): Promise<Entry[]> {
    const page: Entry[] = [];
    let bytes = 0;
    for await (const record of this.records(options)) {
      const entry = await this.reader.complete(record, keyOf(record));
      if (!entry) continue;
      page.push(entry);
      bytes += options.maxBytes === undefined ? 0 : Buffer.byteLength(entry.value);
      if (page.length === options.limit || bytes >= (options.maxBytes ?? Infinity)) break;
    }
    return page;
  }

  private records(options: ScanOptions): AsyncGenerator<StoredRecord> {
    return options.contains ? this.matching(options, options.contains) : this.all(options);
  }

  private all(options: ScanOptions): AsyncGenerator<StoredRecord> {
    return this.ordered<StoredRecord>(options, Math.min(options.limit, RECORDS_AT_ONCE), undefined);
  }

  /** Looks for the term in the keys alone, and fetches the records that match. */
  private async *matching(options: ScanOptions, contains: string): AsyncGenerator<StoredRecord> {
    const term = contains.toLowerCase();
    let ids: string[] = [];
    const fetchSize = Math.min(options.limit, FETCHED_AT_ONCE);
    for await (const found of this.ordered<Found>(options, IDS_AT_ONCE, { _id: 1, k: 1 })) {
      if (!keyOf(found).slice(options.prefix.length).toLowerCase().includes(term)) continue;
      ids.push(found._id);
      if (ids.length < fetchSize) continue;
      yield* await this.fetch(ids);
      ids = [];
    }
    if (ids.length > 0) yield* await this.fetch(ids);
  }

  private async fetch(ids: readonly string[]): Promise<StoredRecord[]> {
    this.meter.add('read', ids.length);
    const found = await this.collections.records.find({ _id: { $in: [...ids] } }).toArray();
    const byId = new Map(found.map((record) => [record._id, record]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  }

  /** Ids order records as keys do, except for long keys with the same head, which are sorted here. */
  private async *ordered<R extends Found>(
    options: ScanOptions,
    pageSize: number,
    projection: Projection,
  ): AsyncGenerator<R> {
    const filter = this.filterOf(options);
    if (!filter) return;
    const direction = options.descending ? -1 : 1;
    const compareKeys = (one: R, other: R): number => direction * compareBytes(keyOf(one), keyOf(other));
    let group: R[] = [];
    for await (const record of this.byId<R>(filter, { direction, pageSize, projection })) {
      const [first] = group;
      // A short key is before or after all long ones that begin with it.
      if (first && (record.k === undefined || headOf(keyOf(first)) !== headOf(record.k))) {
        yield* group.sort(compareKeys);
        group = [];
      }
      if (!isInRange(keyOf(record), options)) continue;
      if (record.k === undefined) yield record;
      else group.push(record);
    }
    yield* group.sort(compareKeys);
  }

  /** Records in the order of their ids, in requests that end by themselves. */
  private async *byId<R extends Found>(
    filter: Filter<StoredRecord>,
    { direction, pageSize, projection }: { direction: 1 | -1; pageSize: number; projection: Projection },
  ): AsyncGenerator<R> {
    for (let range = filter; ;) {
      let last: R | undefined;
      let read = 0;
      const options = {
        sort: { _id: direction },
        limit: pageSize,
        batchSize: pageSize + 1,
        projection,
      } as const;
      try {
        for await (const record of this.collections.records.find<R>(range, options)) {
          last = record;
          read += 1;
          yield record;
        }
      } finally {
        this.meter.add('read', Math.max(1, read));
      }
      if (read < pageSize || !last) return;
      const beyond = direction > 0 ? { $gt: last._id } : { $lt: last._id };
      range = { ...filter, _id: { ...(filter._id as object), ...beyond } };
    }
  }

  /** The range of ids; a little larger than that of the keys if an end of it is a long key. */
  private filterOf({ prefix, after, before }: ScanOptions): Filter<StoredRecord> | undefined {
    const head = headOf(prefix);
    const end = isLong(before) ? keyRange(headOf(before))?.upper : before;
    const range = keyRange(head, isLong(after) ? undefined : after, end);
    if (!range) return undefined;
    const start = isLong(after) && isAfter(headOf(after), range.lower) ? headOf(after) : range.lower;
    const ids = { $gte: encode(start), ...(range.upper !== undefined && { $lt: encode(range.upper) }) };
    return { _id: ids, e: { $gt: this.clock.now() } };
  }
}

const isLong = (key: string | undefined): key is string => key !== undefined && headOf(key) !== key;

const isInRange = (key: string, { prefix, after, before }: ScanOptions): boolean =>
  key.startsWith(prefix) &&
  (after === undefined || isAfter(key, after)) &&
  (before === undefined || isAfter(before, key));

const isAfter = (one: string, other: string): boolean => compareBytes(one, other) > 0;

const compareBytes = (one: string, other: string): number =>
  Buffer.compare(Buffer.from(one), Buffer.from(other));
