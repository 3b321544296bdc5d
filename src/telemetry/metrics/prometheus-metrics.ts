import { type OnApplicationShutdown } from '@nestjs/common';
import { PrometheusCounter } from './counter.js';
import { line, metadata } from './exposition.js';
import { GaugeReader, type GaugeReaderOptions } from './gauge-reader.js';
import { PrometheusHistogram } from './histogram.js';
import {
  Metrics,
  type Counter,
  type GaugeSource,
  type Histogram,
  type InstrumentOptions,
} from './metrics.js';

const UP = 'metrics_source_up';
const UP_HELP = 'Whether a source of gauges answered this scrape in time.';

const READING: GaugeReaderOptions = {
  // A scrape has a default timeout of ten seconds, and reads all sources in parallel.
  timeoutMs: 2_000,
  // Several scrapers cost no more than one.
  freshMs: 5_000,
  now: () => performance.now(),
};

interface Instrument {
  text(): string;
}

/** Metrics in this process, for Prometheus to scrape. */
export class PrometheusMetrics extends Metrics implements OnApplicationShutdown {
  private readonly names = new Set<string>([UP]);
  private readonly instruments: Instrument[] = [];
  private readonly readers: GaugeReader[] = [];

  override counter<L extends string = never>(options: InstrumentOptions<L>): Counter<L> {
    return this.add(options.name, new PrometheusCounter<L>(options));
  }

  override histogram<L extends string = never>(options: InstrumentOptions<L>): Histogram<L> {
    return this.add(options.name, new PrometheusHistogram<L>(options));
  }

  override gauges(source: GaugeSource): void {
    for (const { name } of source.gauges) this.take(name);
    this.readers.push(new GaugeReader(source, READING));
  }

  override async text(): Promise<string> {
    const readings = await Promise.all(this.readers.map((reader) => reader.read()));
    const parts = this.instruments.map((instrument) => instrument.text());
    const up = this.readers.map(({ source }, index) =>
      line(UP, { source: source.name }, readings[index] === undefined ? 0 : 1),
    );
    for (const [index, reader] of this.readers.entries()) parts.push(reader.text(readings[index] ?? []));
    return [...parts, metadata(UP, 'gauge', UP_HELP), ...up].join('');
  }

  onApplicationShutdown(): void {
    for (const { source } of this.readers) source.close?.();
  }

  private add<I extends Instrument>(name: string, instrument: I): I {
    this.take(name);
    this.instruments.push(instrument);
    return instrument;
  }

  private take(name: string): void {
    if (this.names.has(name)) throw new TypeError(`A metric named ${name} already exists.`);
    this.names.add(name);
  }
}
