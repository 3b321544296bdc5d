import { type AppConfig } from '../../config/index.js';
import { type Metrics } from './metrics.js';
import { NO_METRICS } from './no-metrics.js';

/** Creates the configured metrics. If they are off, their code is not loaded. */
export async function createMetrics({ metrics: { isOn } }: AppConfig): Promise<Metrics> {
  if (!isOn) return NO_METRICS;
  const [{ PrometheusMetrics }, { ProcessGauges }] = await Promise.all([
    import('./prometheus-metrics.js'),
    import('./process-gauges.js'),
  ]);
  const metrics = new PrometheusMetrics();
  metrics.gauges(new ProcessGauges(metrics));
  return metrics;
}
