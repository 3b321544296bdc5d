import { type Persistence } from '../../persistence/index.js';
import { LookupDelayedError } from '../auth.errors.js';
import { identifierParts } from '../../../test/framework/support/identifier-parts.js';

const on = (scarceCalls: boolean) =>
  identifierParts({ capabilities: { scarceCalls } } as unknown as Persistence);
const taken = (take: () => boolean): number => Array.from({ length: 20 }, take).filter(Boolean).length;

describe('LookupBudget', () => {
  it('lets one through in each second', () => {
    const { lookups, clock } = on(true);
    const take = (): boolean => lookups.tryAcquire();
    expect(taken(take)).toBe(1);
    clock.advance(1_000);
    expect(taken(take)).toBe(1);
    clock.advance(60_000);
    expect(taken(take)).toBe(1);
  });

  it('rejects excess lookups, with the time of the next attempt', () => {
    const { lookups } = on(true);
    taken(() => lookups.tryAcquire());
    expect(() => lookups.acquire()).toThrow(LookupDelayedError);
  });

  it('lets everything through to a store that takes many calls', () => {
    const { lookups } = on(false);
    expect(taken(() => lookups.tryAcquire())).toBe(20);
  });
});
