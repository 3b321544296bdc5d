import fc from 'fast-check';
import {
  StorageVersionConflictError,
  type StorageCapabilities,
  type StorageService,
} from '../../../src/storage/index.js';

const KEYS = ['a', 'A', 'a/b', '__proto__', 'é', '%', '\u{1f600}', '\uffff', '../2002/p/a'] as const;
const key = fc.constantFrom(...KEYS);
const shared = fc.boolean();
const expectation = fc.constantFrom('none', 'absent', 'current', 'stale');

/** One call of the service. `expectation` is resolved when the call is made. */
export const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant('upsert' as const),
      key,
      shared,
      value: fc.jsonValue({ maxDepth: 2 }),
      ttlSeconds: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
      expectation,
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('delete' as const), key, shared, expectation }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('count' as const), kind: key }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('wait' as const), seconds: fc.constantFrom(1, 2) }) },
);

export type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** What a call came to: versions left out, which only the store makes. */
export type Outcome =
  'conflict' | { readonly created: boolean } | { readonly deleted: boolean } | number | undefined;

/** The version that a step expects, or `undefined` for none; a driver without an ability is not asked for it. */
export function versionFor(
  each: Extract<Step, { expectation: string }>,
  current: string | undefined,
  { createOnly, conditionalDelete }: StorageCapabilities,
): string | undefined {
  if (each.type === 'delete' && !conditionalDelete) return undefined;
  if (each.expectation === 'current') return current;
  if (each.expectation === 'stale') return 'stale';
  return each.expectation === 'absent' && each.type === 'upsert' && createOnly ? '' : undefined;
}

/** Makes the call. */
export async function run(
  sut: StorageService,
  each: Exclude<Step, { type: 'wait' }>,
  capabilities: StorageCapabilities,
): Promise<Outcome> {
  if (each.type === 'count') return sut.incrementCounter({ period: 'YEARLY', kind: each.kind });
  const current = (await sut.get(each.key, { shared: each.shared }))?.version;
  const version = versionFor(each, current, capabilities);
  try {
    if (each.type === 'delete')
      return { deleted: await sut.delete(each.key, { shared: each.shared, version }) };
    const { created } = await sut.upsert(each.key, each.value, version, each);
    return { created };
  } catch (error) {
    if (error instanceof StorageVersionConflictError) return 'conflict';
    throw error;
  }
}
