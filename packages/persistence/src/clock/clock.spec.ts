import { SYSTEM_CLOCK } from './clock.js';

const DAY_MS = 24 * 60 * 60 * 1_000;

describe('the clock of the system', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it.each([1, 30 * DAY_MS, 100 * DAY_MS])('runs work after %d ms, and not before', (milliseconds) => {
    const work = jest.fn();
    SYSTEM_CLOCK.after(milliseconds, work);
    jest.advanceTimersByTime(milliseconds - 1);
    expect(work).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1);
    expect(work).toHaveBeenCalledTimes(1);
  });

  it.each([1, 30 * DAY_MS, 100 * DAY_MS, Infinity])('cancels work after %d ms', (milliseconds) => {
    const work = jest.fn();
    const cancel = SYSTEM_CLOCK.after(milliseconds, work);
    jest.advanceTimersByTime(Math.min(milliseconds, 60 * DAY_MS) - 1);
    cancel();
    jest.advanceTimersByTime(100 * DAY_MS);
    expect(work).not.toHaveBeenCalled();
    expect(jest.getTimerCount()).toBe(0);
  });
});
