import {
  MondayConflictError,
  MondayDailyLimitError,
  MondayPermissionError,
  MondayRateLimitError,
  MondayUnavailableError,
  MondayValidationError,
} from '../client/index.js';
import { retryDelay } from './retry-delay.js';

describe('retryDelay', () => {
  it.each([
    new MondayPermissionError(),
    new MondayValidationError(),
    new MondayDailyLimitError(),
    new Error('a bug'),
  ])('does not repeat %s', (error) => {
    expect(retryDelay(error, 1)).toBeUndefined();
  });

  it('waits at least as long as monday asks', () => {
    const error = new MondayRateLimitError({ retryInSeconds: 12 });

    expect(retryDelay(error, 1, () => 0)).toBe(12_000);
    expect(retryDelay(error, 1, () => 1)).toBeGreaterThan(12_000);
  });

  it('takes a hint of 0 seconds for none', () => {
    const error = new MondayRateLimitError({ retryInSeconds: 0 });

    expect([1, 2, 3].map((attempt) => retryDelay(error, attempt, () => 0))).toEqual([150, 300, 600]);
  });

  it('backs off without a hint, up to a limit, and ends', () => {
    const delays = [1, 2, 3, 9].map((attempt) => retryDelay(new MondayUnavailableError(), attempt, () => 1));

    expect(delays).toEqual([300, 600, 1_200, 8_000]);
    expect(retryDelay(new MondayUnavailableError(), 10)).toBeUndefined();
  });

  it('repeats a call whose first sending still runs', () => {
    expect(retryDelay(new MondayConflictError(), 1)).toBeDefined();
  });
});
