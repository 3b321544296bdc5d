import { Metrics, type Counter, type Histogram } from './metrics.js';

const nothing = (): void => undefined;
const NO_COUNTER: Counter<string> = { add: nothing };
const NO_HISTOGRAM: Histogram<string> = { observe: nothing, series: () => ({ observe: nothing }) };

/** Metrics that are off. */
export class NoMetrics extends Metrics {
  override counter(): Counter<string> {
    return NO_COUNTER;
  }

  override histogram(): Histogram<string> {
    return NO_HISTOGRAM;
  }

  override gauges(): void {}

  override text(): Promise<string> {
    return Promise.resolve('');
  }
}

export const NO_METRICS: Metrics = new NoMetrics();
