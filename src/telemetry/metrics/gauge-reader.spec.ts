import { GaugeReader } from './gauge-reader.js';
import { type GaugeSource, type Sample } from './metrics.js';

const SAMPLES: readonly Sample[] = [{ name: 'a', value: 1 }];

describe('GaugeReader', () => {
  let now: number;
  const reader = (read: GaugeSource['read'], timeoutMs = 10_000): GaugeReader =>
    new GaugeReader({ name: 'a', gauges: [], read }, { now: () => now, freshMs: 5_000, timeoutMs });

  beforeEach(() => {
    now = 0;
  });

  it('reads once for concurrent and closely spaced scrapes', async () => {
    const read = jest.fn(() => Promise.resolve(SAMPLES));
    const sut = reader(read);
    await Promise.all([sut.read(), sut.read()]);
    now = 4_999;
    await expect(sut.read()).resolves.toEqual(SAMPLES);
    expect(read).toHaveBeenCalledTimes(1);
    now = 5_000;
    await sut.read();
    expect(read).toHaveBeenCalledTimes(2);
  });

  it('gives up a slow source, and does not start a second read meanwhile', async () => {
    let answer = (_samples: readonly Sample[]): void => undefined;
    const read = jest.fn(() => new Promise<readonly Sample[]>((resolve) => (answer = resolve)));
    const sut = reader(read, 1);
    await expect(sut.read()).resolves.toBeUndefined();
    now = 6_000;
    await expect(sut.read()).resolves.toBeUndefined();
    expect(read).toHaveBeenCalledTimes(1);

    answer(SAMPLES);
    await new Promise(setImmediate);
    now = 12_000;
    const again = sut.read();
    answer(SAMPLES);
    await expect(again).resolves.toEqual(SAMPLES);
  });
});
