import { type Clock } from 'monday-persistence/clock';
import { type Entry } from 'monday-persistence';
import { retry, type RetryOptions } from 'monday-persistence/driver-kit';
import { type Collections } from './collections.js';
import { idOf } from './document-id.js';
import { entryOf, partIds, type StoredPart, type StoredRecord } from './stored-record.js';
import { type UsageMeter } from './usage-meter.js';

/** The record was replaced between reading it and reading its parts. */
class PartsReplacedError extends Error {}

const REREAD: RetryOptions = {
  isRetriable: (error) => error instanceof PartsReplacedError,
  maxAttempts: 10,
  limitMs: 10_000,
  maxPauseMs: 100,
};

/** Reads live records, and the parts of large values with them. */
export class RecordReader {
  constructor(
    private readonly collections: Collections,
    private readonly clock: Clock,
    private readonly meter: UsageMeter,
  ) {}

  get(key: string): Promise<Entry | undefined> {
    return retry(() => this.getOnce(key), REREAD);
  }

  /**
   * The entry of a record that was read, whatever happens to it meanwhile.
   * @returns the newer entry if it was replaced, and `undefined` if it was deleted
   */
  async complete(record: StoredRecord, key: string): Promise<Entry | undefined> {
    if (record.p === 0) return entryOf(record);
    try {
      return await this.withParts(record);
    } catch (error) {
      if (error instanceof PartsReplacedError) return this.get(key);
      throw error;
    }
  }

  private async getOnce(key: string): Promise<Entry | undefined> {
    this.meter.add('read', 1);
    const record = await this.collections.records.findOne({ _id: idOf(key) });
    if (!record || record.e <= this.clock.now()) return undefined;
    return record.p === 0 ? entryOf(record) : this.withParts(record);
  }

  private async withParts(record: StoredRecord): Promise<Entry> {
    const ids = partIds(record);
    this.meter.add('read', ids.length);
    const found = new Map<string, StoredPart>();
    for (const part of await this.collections.parts.find({ _id: { $in: ids } }).toArray())
      found.set(part._id, part);
    const texts = ids.map((id) => found.get(id)?.x);
    if (texts.includes(undefined)) throw new PartsReplacedError();
    return entryOf(record, texts.join(''));
  }
}
