import { CommandError } from './command-error.js';

/** Documents that were read, written and deleted, which is what the quotas of a day count. */
export interface UsageCounts {
  readonly reads: number;
  readonly writes: number;
  readonly deletes: number;
}

const NOTHING: UsageCounts = { reads: 0, writes: 0, deletes: 0 };

/** Free on each day and in each region (docs/monday-platform.md#document-db). */
export const FREE_QUOTAS: UsageCounts = { reads: 50_000, writes: 20_000, deletes: 20_000 };

/** Google's days begin at midnight there. */
const DAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Los_Angeles' });

/** Finding out the day takes longer than reading a document. */
const DAY_CHECK_MS = 1_000;

/** Counts what clients use, and refuses what is over the quota of the day. */
export class Usage {
  private total = NOTHING;
  private today = NOTHING;
  private day = '';
  private dayCheckedAt = -Infinity;

  /** @param quotas of a day; `undefined` allows everything */
  constructor(
    private readonly now: () => number,
    private readonly quotas: () => UsageCounts | undefined,
  ) {}

  /** @throws CommandError ResourceExhausted, and then counts nothing */
  count(kind: keyof UsageCounts): void {
    this.beginDay();
    const quota = this.quotas()?.[kind];
    if (quota !== undefined && this.today[kind] >= quota) throw exhausted(kind);
    this.total = { ...this.total, [kind]: this.total[kind] + 1 };
    this.today = { ...this.today, [kind]: this.today[kind] + 1 };
  }

  /** Since the start or the last `reset`. */
  counts(): UsageCounts {
    return this.total;
  }

  /** Begins to count again. The day goes on. */
  reset(): void {
    this.total = NOTHING;
  }

  private beginDay(): void {
    const now = this.now();
    if (Math.abs(now - this.dayCheckedAt) < DAY_CHECK_MS) return;
    this.dayCheckedAt = now;
    const day = DAY.format(now);
    if (day === this.day) return;
    this.day = day;
    this.today = NOTHING;
  }
}

/** Google's status in MongoDB's form; which code it has there is not documented (docs/monday-platform.md#document-db). */
function exhausted(kind: keyof UsageCounts): CommandError {
  return new CommandError('ResourceExhausted', `RESOURCE_EXHAUSTED: Quota exceeded: ${kind} per day.`);
}
