import { RequestPacer } from './request-pacer.js';

describe('RequestPacer', () => {
  const setUp = (maxWaitMs = 10_000): { sut: RequestPacer; clock: { now: number }; departures: number[] } => {
    const clock = { now: 1_000_000 };
    const departures: number[] = [];
    const sut = new RequestPacer({
      perSecond: 12,
      maxWaitMs,
      now: () => clock.now,
      wait: (milliseconds) => {
        departures.push(clock.now + milliseconds);
        return Promise.resolve();
      },
    });
    return { sut, clock, departures };
  };

  it('lets twelve go at once and spreads the rest', async () => {
    const { sut, clock, departures } = setUp();
    for (let index = 0; index < 12; index++) await sut.turn('a');
    expect(departures).toEqual([]);
    for (let index = 0; index < 24; index++) await sut.turn('a');
    const starts = [...Array<number>(12).fill(clock.now), ...departures];
    // No second sees more than twelve.
    for (const start of starts) {
      expect(starts.filter((each) => each >= start && each < start + 1_000).length).toBeLessThanOrEqual(12);
    }
  });

  it('does not let one token wait for another', async () => {
    const { sut, departures } = setUp();
    for (let index = 0; index < 12; index++) await sut.turn('a');
    await sut.turn('b');
    expect(departures).toEqual([]);
  });

  it('lets go again once the second is over', async () => {
    const { sut, clock, departures } = setUp();
    for (let index = 0; index < 12; index++) await sut.turn('a');
    clock.now += 1_100;
    for (let index = 0; index < 12; index++) await sut.turn('a');
    expect(departures).toEqual([]);
  });

  it('refuses a turn that is too far away, and takes none for it', async () => {
    const { sut, clock } = setUp(500);
    for (let index = 0; index < 12; index++) await sut.turn('a');
    await expect(sut.turn('a')).rejects.toMatchObject({ status: 503, retryAfterSeconds: 2 });
    clock.now += 1_100;
    for (let index = 0; index < 12; index++) await sut.turn('a');
  });
});
