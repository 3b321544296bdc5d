import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NO_METRICS } from '../../../src/telemetry/index.js';
import { ProcessGauges } from '../../../src/telemetry/metrics/process-gauges.js';
import { TestApp } from '../../../src/testing/index.js';
import { metricsIn } from '../support/promql.js';
import { samplesOf, type Samples } from '../support/samples.js';

interface Panel {
  readonly title: string;
  readonly type: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly { readonly expr: string; readonly legendFormat: string }[];
}

const FILE = join(__dirname, '../../../deploy/grafana-dashboard.json');
const { panels } = JSON.parse(readFileSync(FILE, 'utf8')) as { panels: readonly Panel[] };
const queries = panels.flatMap(({ title, targets = [] }) =>
  targets.map(({ expr, legendFormat }) => ({ title, expr, legendFormat })),
);

const labelsIn = (expr: string): string[] =>
  [...expr.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, names = '']) => names.split(', '));

describe('deploy/grafana-dashboard.json', () => {
  let samples: Samples;
  let known: ReadonlySet<string>;
  beforeAll(async () => {
    const app = await TestApp.start();
    const { http } = await app.login();
    await http.get('/monday/me');
    await http.get('/storage/nothing');
    samples = samplesOf((await app.http().get('/metrics')).text);
    await app.close();
    // The lag is told from the second scrape on.
    const gauges = new ProcessGauges(NO_METRICS);
    known = new Set([...samples.types.keys(), ...gauges.gauges.map(({ name }) => name)]);
    gauges.close();
  });

  it.each(queries)('asks in "$title" for what the app counts: $expr', ({ expr, legendFormat }) => {
    for (const metric of metricsIn(expr)) {
      const [, base = metric, part] = /^(.*?)_(bucket|sum|count)$/.exec(metric) ?? [];
      const isHistogram = part !== undefined && samples.types.get(base) === 'histogram';
      expect([...known]).toContain(isHistogram ? base : metric);
    }
    const shown = [...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].map(([, label]) => label);
    expect(labelsIn(expr)).toEqual(expect.arrayContaining(shown));
  });

  it.each([
    'http_request_duration_seconds_count',
    'http_errors_total',
    'monday_call_duration_seconds_count',
    'monday_budget_lowest_calls_left',
    'queue_messages',
    'queue_oldest_message_age_seconds',
    'queue_dead_letters',
    'connection_refreshes_total',
    'nodejs_eventloop_lag_p99_seconds',
  ])('shows %s', (metric) => {
    expect(queries.flatMap(({ expr }) => metricsIn(expr))).toContain(metric);
  });

  it('groups by labels that the app gives', () => {
    for (const { expr } of queries) {
      const [metric = ''] = metricsIn(expr);
      const given = samples.labelsOf(metric)[0];
      // Prometheus itself adds the instance; what has not happened yet has no labels yet.
      if (given === undefined) continue;
      const labels = labelsIn(expr).filter((name) => name !== 'instance');
      expect(Object.keys(given)).toEqual(expect.arrayContaining(labels));
    }
  });

  it('lays its panels beside and below one another', () => {
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, n) => `${x + (n % w)}/${y + Math.floor(n / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(panels.every(({ gridPos: { x, w } }) => x + w <= 24)).toBe(true);
  });
});
