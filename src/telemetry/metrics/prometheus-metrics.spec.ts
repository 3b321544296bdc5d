import { type GaugeSource, type Sample } from './metrics.js';
import { NO_METRICS } from './no-metrics.js';
import { PrometheusMetrics } from './prometheus-metrics.js';

const source = (read: GaugeSource['read'], more: Partial<GaugeSource> = {}): GaugeSource => ({
  name: 'queue',
  gauges: [{ name: 'queue_messages', help: 'Messages.' }],
  read,
  ...more,
});

/** The lines of a text without those about its metrics, by what stands before the value. */
const valuesOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    text
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => [line.slice(0, line.lastIndexOf(' ')), line.slice(line.lastIndexOf(' ') + 1)]),
  );

describe('PrometheusMetrics', () => {
  let sut: PrometheusMetrics;
  beforeEach(() => {
    sut = new PrometheusMetrics();
  });
  const values = async (): Promise<Record<string, string>> => valuesOf(await sut.text());

  it('shows a counter by its labels', async () => {
    const logins = sut.counter({ name: 'logins_total', help: 'Logins.', labels: ['outcome'] });
    logins.add({ outcome: 'ok' });
    logins.add({ outcome: 'ok' });
    logins.add({ outcome: 'auth.access_denied' }, 3);

    expect(await sut.text()).toContain('# HELP logins_total Logins.\n# TYPE logins_total counter\n');
    expect(await values()).toMatchObject({
      'logins_total{outcome="ok"}': '2',
      'logins_total{outcome="auth.access_denied"}': '3',
    });
  });

  it('shows a counter without labels before it is counted', async () => {
    sut.counter({ name: 'starts_total', help: 'Starts.' });
    expect(await values()).toMatchObject({ starts_total: '0' });
  });

  it('shows a histogram with every bucket holding those below it', async () => {
    const calls = sut.histogram({ name: 'call_seconds', help: 'Calls.', labels: ['api'] });
    for (const seconds of [0.001, 0.002, 7, 1_000]) calls.observe({ api: 'oauth' }, seconds);
    calls.series({ api: 'oauth' }).observe(0.25);

    expect(await values()).toMatchObject({
      'call_seconds_bucket{api="oauth",le="0.001"}': '1',
      'call_seconds_bucket{api="oauth",le="0.0025"}': '2',
      'call_seconds_bucket{api="oauth",le="0.25"}': '3',
      'call_seconds_bucket{api="oauth",le="10"}': '4',
      'call_seconds_bucket{api="oauth",le="120"}': '4',
      'call_seconds_bucket{api="oauth",le="+Inf"}': '5',
      'call_seconds_count{api="oauth"}': '5',
      'call_seconds_sum{api="oauth"}': String(0.001 + 0.002 + 7 + 1_000 + 0.25),
    });
  });

  it('escapes what would end a label or a line', async () => {
    const counter = sut.counter({ name: 'odd_total', help: 'One\\two\nthree.', labels: ['x'] });
    counter.add({ x: 'a"b\\c\nd' });
    const text = await sut.text();
    expect(text).toContain('# HELP odd_total One\\\\two\\nthree.\n');
    expect(text).toContain('odd_total{x="a\\"b\\\\c\\nd"} 1\n');
  });

  it('keeps a thousand series and counts the rest as one', async () => {
    const counter = sut.counter({ name: 'many_total', help: 'Many.', labels: ['a', 'b'] });
    for (let n = 0; n < 1_500; n += 1) counter.add({ a: String(n), b: 'x' });

    const found = await values();
    expect(Object.keys(found).filter((name) => name.startsWith('many_total'))).toHaveLength(1_001);
    expect(found).toMatchObject({ 'many_total{a="other",b="other"}': '500' });
  });

  it('refuses a name twice', () => {
    sut.counter({ name: 'one_total', help: 'One.' });
    expect(() => sut.histogram({ name: 'one_total', help: 'One.' })).toThrow(TypeError);
    expect(() => sut.gauges(source(() => [], { gauges: [{ name: 'one_total', help: '' }] }))).toThrow(
      TypeError,
    );
  });

  it('reads the values of a source, with and without labels', async () => {
    const samples: Sample[] = [
      { name: 'queue_messages', labels: { state: 'ready' }, value: 4 },
      { name: 'queue_messages', value: Number.POSITIVE_INFINITY },
      { name: 'not_announced', value: 1 },
    ];
    sut.gauges(source(() => samples));

    expect(await values()).toEqual({
      'queue_messages{state="ready"}': '4',
      queue_messages: '+Inf',
      'metrics_source_up{source="queue"}': '1',
    });
  });

  it.each([
    ['fails', () => Promise.reject(new Error('down'))],
    [
      'throws',
      () => {
        throw new Error('down');
      },
    ],
  ])('says that a source that %s is down, and shows the others', async (_how, read) => {
    sut.gauges(source(read));
    sut.gauges(source(() => [], { name: 'other', gauges: [] }));

    expect(await values()).toEqual({
      'metrics_source_up{source="queue"}': '0',
      'metrics_source_up{source="other"}': '1',
    });
  });

  it('closes its sources when the app stops', () => {
    const close = jest.fn();
    sut.gauges(source(() => [], { close }));
    sut.onApplicationShutdown();
    expect(close).toHaveBeenCalledTimes(1);
  });
});

describe('metrics that are off', () => {
  it('take everything and show nothing', async () => {
    const counter = NO_METRICS.counter({ name: 'a', help: 'a', labels: ['x'] });
    counter.add({ x: '1' });
    NO_METRICS.counter({ name: 'a', help: 'a' }).add({});
    NO_METRICS.histogram({ name: 'a', help: 'a' }).series({}).observe(1);
    NO_METRICS.gauges(source(() => []));
    await expect(NO_METRICS.text()).resolves.toBe('');
  });
});
