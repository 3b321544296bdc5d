import { EventLoopShares } from './event-loop-shares.js';
import { EventLoopTime } from './event-loop-time.js';

class FakeEventLoopTime extends EventLoopTime {
  private elapsedMs = 0;
  private workedMs = 0;

  override now(): number {
    return this.elapsedMs;
  }

  override worked(): number {
    return this.workedMs;
  }

  work(milliseconds: number): void {
    this.elapsedMs += milliseconds;
    this.workedMs += milliseconds;
  }

  rest(milliseconds: number): void {
    this.elapsedMs += milliseconds;
  }
}

describe('EventLoopShares', () => {
  let time: FakeEventLoopTime;
  let sut: EventLoopShares;

  beforeEach(() => {
    time = new FakeEventLoopTime();
    sut = new EventLoopShares(time);
  });

  /** Runs `count` requests of an account at once, each of which works for so long, and returns their delays. */
  function runAtOnce(accountId: string, count: number, workMs: number): number[] {
    const delays = Array.from({ length: count }, () => sut.reserve(accountId));
    const items = delays.map(() => sut.begin(accountId));
    for (const item of items) {
      time.work(workMs);
      sut.end(item);
    }
    return delays;
  }

  const runOne = (accountId: string, workMs: number): number => runAtOnce(accountId, 1, workMs)[0] ?? 0;
  const sum = (delays: readonly number[]): number => delays.reduce((total, delay) => total + delay, 0);

  function makeBusy(): void {
    runAtOnce('heavy', 10, 20);
    runOne('light', 0);
  }

  it('delays an account that keeps the loop busy while another is active', () => {
    makeBusy();
    const delays = runAtOnce('heavy', 4, 20);
    expect(delays[0]).toBe(0);
    expect(delays[1]).toBeGreaterThan(20);
    expect(delays[3]).toBeGreaterThan(delays[2] ?? 0);
  });

  it('never delays an account that sends one request after another', () => {
    makeBusy();
    expect(Array.from({ length: 20 }, () => runOne('light', 50))).toEqual(Array<number>(20).fill(0));
  });

  it('delays nobody while an account is alone', () => {
    for (let round = 0; round < 10; round += 1) expect(sum(runAtOnce('heavy', 10, 20))).toBe(0);
  });

  it('delays nobody while the loop has time', () => {
    for (let round = 0; round < 10; round += 1) {
      runOne('light', 1);
      expect(sum(runAtOnce('heavy', 10, 5))).toBe(0);
      time.rest(100);
    }
  });

  it('leaves an account half of the loop', () => {
    makeBusy();
    let waited = 0;
    for (let round = 0; round < 50; round += 1) {
      runOne('light', 0);
      const delays = runAtOnce('heavy', 2, 10);
      time.rest(delays[1] ?? 0);
      waited += delays[1] ?? 0;
    }
    // It worked for 1,000 milliseconds, and stays half of the time.
    expect(waited).toBeGreaterThan(900);
    expect(waited).toBeLessThan(1_200);
  });

  it('forgets the past two seconds after the loop was last busy', () => {
    makeBusy();
    time.rest(2_000);
    runOne('light', 0);
    expect(sum(runAtOnce('heavy', 4, 1))).toBe(0);
  });

  it('delays nothing for more than two seconds', () => {
    makeBusy();
    for (let round = 0; round < 10; round += 1) {
      runAtOnce('heavy', 16, 50);
      runOne('light', 0);
    }
    expect(Math.max(...runAtOnce('heavy', 16, 50))).toBe(2_000);
  });

  it('charges an account by its part of the open requests', () => {
    makeBusy();
    time.rest(1_900);
    const light = sut.begin('light');
    sut.reserve('light');
    const heavy = Array.from({ length: 9 }, () => {
      sut.reserve('heavy');
      return sut.begin('heavy');
    });
    time.work(1_000);
    for (const item of [light, ...heavy]) sut.end(item);
    sut.reserve('light');
    // Its one request cost it a tenth, which is more than a burst, but less than what all of them cost the other.
    expect(sut.reserve('light')).toBeLessThan(sut.reserve('heavy') + sut.reserve('heavy'));
  });
});
