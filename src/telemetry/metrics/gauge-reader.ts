import { withDeadline } from 'monday-persistence/deadline';
import { line, metadata } from './exposition.js';
import { type GaugeSource, type Sample } from './metrics.js';

type Reading = readonly Sample[] | undefined;

export interface GaugeReaderOptions {
  readonly timeoutMs: number;
  readonly freshMs: number;
  /** Milliseconds of a monotonic clock. */
  readonly now: () => number;
}

/** Reads the values of a source on demand, with a minimum interval and a timeout. Never fails. */
export class GaugeReader {
  private isAsking = false;
  private latest: { readonly at: number; readonly reading: Promise<Reading> } | undefined;

  constructor(
    readonly source: GaugeSource,
    private readonly options: GaugeReaderOptions,
  ) {}

  /** The source's values; `undefined` if they are not available. */
  read(): Promise<Reading> {
    const now = this.options.now();
    if (!this.latest || now - this.latest.at >= this.options.freshMs) {
      this.latest = { at: now, reading: this.ask() };
    }
    return this.latest.reading;
  }

  /** The samples in the format of Prometheus. */
  text(samples: readonly Sample[]): string {
    return this.source.gauges
      .map(({ name, help, type = 'gauge' }) => {
        const own = samples.filter((sample) => sample.name === name);
        const lines = own.map(({ labels = {}, value }) => line(name, labels, value));
        return lines.length === 0 ? '' : metadata(name, type, help) + lines.join('');
      })
      .join('');
  }

  private async ask(): Promise<Reading> {
    // A hanging read is not started again.
    if (this.isAsking) return undefined;
    this.isAsking = true;
    try {
      return await withDeadline(this.readSource(), this.options.timeoutMs, () => undefined);
    } catch {
      return undefined;
    }
  }

  private async readSource(): Promise<Reading> {
    try {
      return await this.source.read();
    } finally {
      this.isAsking = false;
    }
  }
}
