import { withDeadline } from 'monday-persistence/deadline';
import { line, metadata } from './exposition.js';
import { type GaugeSource, type Sample } from './metrics.js';

type Reading = readonly Sample[] | undefined;

export interface GaugeReaderOptions {
  readonly timeoutMs: number;
  readonly freshMs: number;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
}

/** Asks one source for its values when they are needed: not too often, not for too long, and never fails. */
export class GaugeReader {
  private isAsking = false;
  private latest: { readonly at: number; readonly reading: Promise<Reading> } | undefined;

  constructor(
    readonly source: GaugeSource,
    private readonly options: GaugeReaderOptions,
  ) {}

  /** The source's values; `undefined` if it has none to give. */
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
    // One that hangs is not asked again on top of it.
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
