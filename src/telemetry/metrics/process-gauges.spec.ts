import { setImmediate as turn } from 'node:timers/promises';
import { ProcessGauges } from './process-gauges.js';
import { PrometheusMetrics } from './prometheus-metrics.js';

describe('ProcessGauges', () => {
  const metrics = new PrometheusMetrics();
  const sut = new ProcessGauges(metrics);
  afterAll(() => sut.close());
  const read = async (): Promise<Record<string, number>> =>
    Object.fromEntries((await sut.read()).map(({ name, value }) => [name, value]));

  it('has all declared metrics, and the lag from the second scrape on', async () => {
    let values = await read();
    while (!('nodejs_eventloop_lag_mean_seconds' in values)) {
      await turn();
      values = await read();
    }
    const announced = sut.gauges.map(({ name }) => name);
    expect(Object.keys(values).filter((name) => !announced.includes(name))).toEqual([]);
    expect(announced.filter((name) => !(name in values) && name !== 'process_open_fds')).toEqual([]);
    expect(values.process_resident_memory_bytes).toBeGreaterThan(10_000_000);
    expect(values.process_cpu_seconds_total).toBeGreaterThan(0);
    expect(values.nodejs_eventloop_lag_max_seconds).toBeGreaterThanOrEqual(
      values.nodejs_eventloop_lag_mean_seconds,
    );
    expect(values.nodejs_eventloop_utilization_ratio).toBeLessThanOrEqual(1);
  });

  it('times collections of garbage', async () => {
    for (let n = 0; n < 40 && !(await metrics.text()).includes('nodejs_gc_duration_seconds_count'); n += 1) {
      Array.from({ length: 200_000 }, (_, index) => ({ index }));
      await turn();
    }
    expect(await metrics.text()).toMatch(
      /nodejs_gc_duration_seconds_count\{kind="(minor|major|incremental)"\} \d/,
    );
    expect(await metrics.text()).toContain(
      '# HELP nodejs_gc_duration_seconds Collections of garbage by their kind.',
    );
  });
});
