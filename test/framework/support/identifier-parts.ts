import { SignedTokens } from '../../../src/auth/identifiers/signed-tokens.js';
import { LookupBudget } from '../../../src/auth/identifiers/lookup-budget.js';
import { type Persistence } from '../../../src/persistence/index.js';
import { FRAMEWORK_NAMES } from '../../../src/config/index.js';
import { DerivedKeys, SecretService } from '../../../src/secrets/index.js';
import { FakeClock } from 'monday-persistence/testing';

const key = (fill: number): string => Buffer.alloc(32, fill).toString('base64url');

/** Rings of `ENCRYPTION_KEYS`. */
export const RING = { first: `a:${key(1)}`, both: `b:${key(2)},a:${key(1)}`, second: `b:${key(2)}` } as const;

/** What issues and recognises tokens, with keys that a test can rotate and a clock that it moves. */
export function identifierParts(persistence: Persistence) {
  const variables: Record<string, string> = { ENCRYPTION_KEYS: RING.first };
  const clock = new FakeClock();
  return {
    clock,
    tokens: new SignedTokens(new DerivedKeys(new SecretService(variables, FRAMEWORK_NAMES))),
    lookups: new LookupBudget(persistence, clock),
    rotateTo: (ring: string): void => void (variables.ENCRYPTION_KEYS = ring),
  };
}
