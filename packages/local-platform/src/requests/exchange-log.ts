import { type Exchange, sizeOf } from './exchange.js';

/** What the list of requests shows of one. */
export interface Recorded {
  /** Unique in the log; later ones are larger. */
  readonly number: number;
  readonly at: Date;
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** 0 if there was no reply. */
  readonly status: number;
  readonly milliseconds: number;
}

/** A recorded request; its exchange is absent if it is one of the oldest, whose content is no longer kept. */
export interface Kept extends Recorded {
  readonly exchange?: Exchange;
}

const MAX_ENTRIES = 10_000;
const MAX_EXCHANGE_BYTES = 16 * 1024 * 1024;

/** The last requests with their content, in memory only. Only 16 MB of content are kept, and 10,000 requests. */
export class ExchangeLog {
  private readonly entries: (Recorded & { exchange?: Exchange })[] = [];
  private bytes = 0;
  private lastNumber = 0;
  /** No earlier entry has its exchange. */
  private firstWhole = 1;

  /** @returns its number */
  add(entry: Omit<Recorded, 'number'>, exchange: Exchange): number {
    this.lastNumber += 1;
    this.entries.push({ ...entry, number: this.lastNumber, exchange });
    this.bytes += sizeOf(exchange);
    if (this.entries.length > MAX_ENTRIES) this.forget(this.entries.shift());
    for (; this.bytes > MAX_EXCHANGE_BYTES; this.firstWhole += 1) this.forget(this.entryOf(this.firstWhole));
    return this.lastNumber;
  }

  /** Newest first. */
  *newest(): Generator<Kept> {
    for (let index = this.entries.length - 1; index >= 0; index -= 1) {
      const entry = this.entries[index];
      if (entry) yield entry;
    }
  }

  find(number: number): Kept | undefined {
    return this.entryOf(number);
  }

  private entryOf(number: number): ({ exchange?: Exchange } & Recorded) | undefined {
    return this.entries[number - (this.entries[0]?.number ?? 0)];
  }

  private forget(entry: { exchange?: Exchange } | undefined): void {
    if (!entry?.exchange) return;
    this.bytes -= sizeOf(entry.exchange);
    delete entry.exchange;
  }
}
