import { NO_TRACING } from './tracing/no-tracing.js';
import { MondayCodeAPIError } from '../errors/index.js';
import { PrometheusMetrics } from './metrics/prometheus-metrics.js';
import { OutgoingCalls } from './outgoing-calls.js';

const timeout = new MondayCodeAPIError({ api: 'graphql', failure: 'timeout' });

describe('OutgoingCalls', () => {
  const metrics = new PrometheusMetrics();
  const sut = new OutgoingCalls(metrics, NO_TRACING);
  const countOf = async (api: string, outcome: string): Promise<string | undefined> =>
    new RegExp(`_count\\{api="${api}",outcome="${outcome}"\\} (\\d+)`).exec(await metrics.text())?.[1];

  it('returns the result of a call, and counts the call', async () => {
    await expect(sut.run('graphql', () => Promise.resolve(7))).resolves.toBe(7);
    await sut.run('graphql', () => Promise.resolve(8));
    expect(await countOf('graphql', 'ok')).toBe('2');
  });

  it.each([
    ['timeout', timeout],
    ['failed', new Error('anything else')],
  ])('hands on what a call throws, and counts it as "%s"', async (outcome, error) => {
    await expect(sut.run('oauth', () => Promise.reject(error))).rejects.toBe(error);
    expect(await countOf('oauth', outcome)).toBe('1');
  });

  it('counts a failure that a call resolves to', async () => {
    const call = (): Promise<{ error: Error }> => Promise.resolve({ error: timeout });
    await expect(sut.run('storage', call, ({ error }) => error)).resolves.toEqual({ error: timeout });
    expect(await countOf('storage', 'timeout')).toBe('1');
  });

  it('makes the call without metrics', async () => {
    await expect(OutgoingCalls.unmeasured().run('queue', () => Promise.resolve(1))).resolves.toBe(1);
  });
});
