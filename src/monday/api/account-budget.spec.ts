import { SkippingClock } from 'monday-persistence/testing';
import { AccountBudget } from './account-budget.js';

it('is never paused for more than five minutes, whatever a reply says', () => {
  const clock = new SkippingClock();
  const byHint = new AccountBudget(clock);
  const byHeaders = new AccountBudget(clock);

  byHint.pauseUntil(Infinity);
  byHeaders.learn({
    concurrency: undefined,
    callsLeft: undefined,
    complexity: { left: 0, resetSeconds: 999_999_999_999 },
  });

  expect([byHint.pauseLeft, byHeaders.pauseLeft]).toEqual([300_000, 300_000]);
});
