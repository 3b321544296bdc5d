import { type Clock } from 'monday-persistence/clock';
import { type Collections } from './collections.js';
import { type RecordBatch } from './record-batch.js';
import { type UsageMeter } from './usage-meter.js';

/** Removes expired records. */
export class ExpiredRecords {
  constructor(
    private readonly collections: Collections,
    private readonly batches: RecordBatch,
    private readonly clock: Clock,
    private readonly meter: UsageMeter,
  ) {}

  /** @returns how many were expired, at most `limit`; one that is written meanwhile stays */
  async delete(limit: number): Promise<number> {
    const { records } = this.collections;
    const isExpired = { e: { $lte: this.clock.now() } };
    const found = await records
      .find(isExpired, { limit, batchSize: limit + 1, projection: { p: 1 } })
      .toArray();
    this.meter.add('read', Math.max(1, found.length));
    const idsOf = (isInParts: boolean): string[] =>
      found.filter(({ p }) => p > 0 === isInParts).map(({ _id }) => _id);
    const ids = idsOf(false);
    if (ids.length > 0) {
      const { deletedCount } = await records.deleteMany({ _id: { $in: ids }, p: 0, ...isExpired });
      this.meter.add('delete', deletedCount);
    }
    for (const id of idsOf(true)) await this.batches.deleteExpired([id]);
    return found.length;
  }
}
