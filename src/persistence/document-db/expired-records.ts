import { type Clock } from 'monday-persistence/clock';
import { type Collections } from './collections.js';
import { type RecordBatch } from './record-batch.js';
import { type StoredRecord } from './stored-record.js';
import { type UsageMeter } from './usage-meter.js';

type Found = Pick<StoredRecord, '_id' | 'p'>;

/** Removes expired records, at most so many a day that the app keeps most of its quotas. */
export class ExpiredRecords {
  /** The day whose limit is reached. */
  private exhaustedDay: string | undefined;

  constructor(
    private readonly collections: Collections,
    private readonly batches: RecordBatch,
    private readonly clock: Clock,
    private readonly meter: UsageMeter,
    /** Of all instances together. */
    private readonly maxPerDay: number,
  ) {}

  /** @returns how many were taken, at most `limit`; one that is written meanwhile stays */
  async delete(limit: number): Promise<number> {
    // In UTC.
    const day = new Date(this.clock.now()).toISOString().slice(0, 10);
    if (day === this.exhaustedDay) return 0;
    const found = await this.find(limit);
    const taken = found.length > 0 ? await this.take(found, day) : found;
    await this.remove(taken);
    return taken.length;
  }

  private async find(limit: number): Promise<Found[]> {
    const options = { limit, batchSize: limit + 1, projection: { p: 1 } };
    const found = await this.collections.records.find<Found>(this.isExpired, options).toArray();
    this.meter.add('read', Math.max(1, found.length));
    return found;
  }

  /** Those that the limit of the day allows. */
  private async take(found: readonly Found[], day: string): Promise<readonly Found[]> {
    const { sweeps } = this.collections;
    const options = { upsert: true, returnDocument: 'after' } as const;
    const counted = await sweeps.findOneAndUpdate({ _id: day }, { $inc: { n: found.length } }, options);
    const total = counted?.n ?? found.length;
    this.meter.add('read', 1);
    this.meter.add('write', 1);
    if (total === found.length) await sweeps.deleteMany({ _id: { $lt: day } });
    if (total >= this.maxPerDay) this.exhaustedDay = day;
    return found.slice(0, Math.max(0, found.length - Math.max(0, total - this.maxPerDay)));
  }

  private async remove(taken: readonly Found[]): Promise<void> {
    const idsOf = (isInParts: boolean): string[] =>
      taken.filter(({ p }) => p > 0 === isInParts).map(({ _id }) => _id);
    const ids = idsOf(false);
    if (ids.length > 0) {
      const filter = { _id: { $in: ids }, p: 0, ...this.isExpired };
      const { deletedCount } = await this.collections.records.deleteMany(filter);
      this.meter.add('delete', deletedCount);
    }
    for (const id of idsOf(true)) await this.batches.deleteExpired([id]);
  }

  private get isExpired() {
    return { e: { $lte: this.clock.now() } };
  }
}
