import { line, metadata } from './exposition.js';
import { LabelSeries } from './label-series.js';
import { type Counter, type InstrumentOptions, type Labels } from './metrics.js';

interface Sum {
  value: number;
}

/** A counter in the Prometheus format. A counter without labels starts at 0, so that its first increase is visible. */
export class PrometheusCounter<L extends string> implements Counter<L> {
  private readonly series: LabelSeries<L, Sum>;

  constructor(private readonly options: InstrumentOptions<L>) {
    const { labels = [] } = options;
    this.series = new LabelSeries<L, Sum>(labels, () => ({ value: 0 }));
    if (labels.length === 0) this.add({} as Labels<L>, 0);
  }

  add(labels: Labels<L>, by = 1): void {
    this.series.of(labels).value += by;
  }

  text(): string {
    const { name, help } = this.options;
    const lines = Array.from(this.series.all(), ({ labels, series }) => line(name, labels, series.value));
    return metadata(name, 'counter', help) + lines.join('');
  }
}
