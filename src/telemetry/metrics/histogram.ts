import { line, metadata } from './exposition.js';
import { LabelSeries, type LabelledSeries } from './label-series.js';
import { type DurationSeries, type Histogram, type InstrumentOptions, type Labels } from './metrics.js';

/** Upper bounds in seconds: from a read in memory to the handling of a message. */
const BOUNDS: readonly number[] = [
  0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120,
];
const BUCKETS = [...BOUNDS.map(String), '+Inf'];

class Durations implements DurationSeries {
  /** By bucket, not cumulative. */
  readonly counts = new Float64Array(BUCKETS.length);
  sum = 0;

  observe(seconds: number): void {
    let bucket = 0;
    while (bucket < BOUNDS.length && seconds > BOUNDS[bucket]!) bucket += 1;
    this.counts[bucket]! += 1;
    this.sum += seconds;
  }
}

/** A histogram of durations in the Prometheus format. */
export class PrometheusHistogram<L extends string> implements Histogram<L> {
  private readonly all: LabelSeries<L, Durations>;

  constructor(private readonly options: InstrumentOptions<L>) {
    this.all = new LabelSeries<L, Durations>(options.labels ?? [], () => new Durations());
  }

  observe(labels: Labels<L>, seconds: number): void {
    this.all.of(labels).observe(seconds);
  }

  series(labels: Labels<L>): DurationSeries {
    return this.all.of(labels);
  }

  text(): string {
    const { name, help } = this.options;
    const lines = Array.from(this.all.all(), (labelled) => linesOf(name, labelled));
    return metadata(name, 'histogram', help) + lines.join('');
  }
}

function linesOf(name: string, { labels, series }: LabelledSeries<Durations>): string {
  let count = 0;
  const buckets = BUCKETS.map((le, index) => {
    count += series.counts[index]!;
    return line(`${name}_bucket`, { ...labels, le }, count);
  });
  return buckets.join('') + line(`${name}_sum`, labels, series.sum) + line(`${name}_count`, labels, count);
}
