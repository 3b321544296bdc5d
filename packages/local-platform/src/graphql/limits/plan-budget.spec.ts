import { FakeClock } from 'monday-persistence/testing';
import { AddressLimit } from './address-limit.js';
import { PlanBudget } from './plan-budget.js';

const codeOf = (work: () => void): unknown => {
  try {
    work();
    return undefined;
  } catch (error) {
    return (error as { extensions: Record<string, unknown> }).extensions['code'];
  }
};

describe('PlanBudget', () => {
  it.each([
    ['enterprise', 5_000],
    ['pro', 2_500],
    ['standard', 1_000],
  ] as const)('limits the calls of a minute on the plan %s', (tier, calls) => {
    const clock = new FakeClock();
    // The standard plan has as many calls a day.
    const sut = new PlanBudget(tier, clock);
    for (let call = 0; call < calls; call += 1) {
      sut.acquire('read', 1);
      sut.release();
    }
    const expected = tier === 'standard' ? 'DAILY_LIMIT_EXCEEDED' : 'RATE_LIMIT_EXCEEDED';
    expect(codeOf(() => sut.acquire('read', 1))).toBe(expected);
  });

  it('refuses a query that is too complex by itself for good, and one that the minute cannot afford until later', () => {
    const sut = new PlanBudget('pro', new FakeClock());
    expect(codeOf(() => sut.acquire('read', 5_000_001))).toBe('REQUEST_MAX_COMPLEXITY_EXCEEDED');
    sut.acquire('read', 5_000_000);
    expect(codeOf(() => sut.acquire('read', 1))).toBe('COMPLEXITY_BUDGET_EXHAUSTED');
  });

  it.each([
    ['create_board', 40, 'CreateBoard'],
    ['duplicate_board', 40, 'DuplicateBoard'],
    ['duplicate_group', 40, 'DuplicateGroup'],
    ['app_subscriptions', 120, 'AppSubscriptions'],
  ])('limits %s to %i calls a minute', (field, calls, name) => {
    const clock = new FakeClock();
    const sut = new PlanBudget('pro', clock);
    for (let call = 0; call < calls; call += 1) sut.countCall(field);
    expect(() => sut.countCall(field)).toThrow(`Call limit exceeded for ${name}`);
    expect(codeOf(() => sut.countCall(field))).toBe('FIELD_LIMIT_EXCEEDED');
    expect(codeOf(() => sut.countCall('create_item'))).toBeUndefined();
    clock.advance(60_000);
    expect(codeOf(() => sut.countCall(field))).toBeUndefined();
  });

  it('limits formulas to five columns a request and 10,000 values a minute', () => {
    const sut = new PlanBudget('pro', new FakeClock());
    expect(codeOf(() => sut.countFormulaValue(6))).toBe('FIELD_LIMIT_EXCEEDED');
    for (let value = 0; value < 10_000; value += 1) sut.countFormulaValue(5);
    expect(codeOf(() => sut.countFormulaValue(1))).toBe('FIELD_LIMIT_EXCEEDED');
  });
});

describe('AddressLimit', () => {
  it('limits an address to 5,000 requests in ten seconds', () => {
    const clock = new FakeClock();
    const sut = new AddressLimit(clock);
    for (let request = 0; request < 5_000; request += 1) sut.count('127.0.0.1');
    expect(codeOf(() => sut.count('127.0.0.1'))).toBe('IP_RATE_LIMIT_EXCEEDED');
    expect(codeOf(() => sut.count('::1'))).toBeUndefined();
    clock.advance(10_000);
    expect(codeOf(() => sut.count('127.0.0.1'))).toBeUndefined();
  });
});
