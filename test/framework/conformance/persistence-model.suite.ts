import fc from 'fast-check';
import {
  PersistenceConflictError,
  PersistenceNotANumberError,
  type Operation,
} from '../../../src/persistence/index.js';
import { PersistenceModel } from './persistence.model.js';
import { type StoreUnderTest } from './persistence.suite.js';

const key = fc.constantFrom('a', 'a/b', 'A', 'a%', 'é', '\u{1f600}', '\uffff', '__proto__');
const value = fc.oneof(fc.constantFrom('0', '7', '-3', 'text', '""'), fc.json());
const ttlSeconds = fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined });
/** What a compare-and-set expects: resolved against the model when the step runs. */
const expectation = fc.constantFrom('none', 'absent', 'current', 'stale');

const change = fc.oneof(
  fc.record({ type: fc.constant('upsert'), key, value, ttlSeconds, expectation }),
  fc.record({ type: fc.constant('delete'), key, expectation }),
  fc.record({ type: fc.constant('increment'), key, by: fc.integer({ min: -5, max: 5 }), ttlSeconds }),
);
const step = fc.oneof(
  { weight: 5, arbitrary: change },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('batch'), changes: fc.array(change, { maxLength: 4 }) }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('wait'), ms: fc.integer({ min: 1, max: 2_000 }) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('sweep') }) },
);

type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

/** Any sequence of operations leaves the store and the model alike. */
export function modelCases(store: () => StoreUnderTest, runs: number): void {
  it('behaves like the model', async () => {
    const { sut, clock } = store();
    await fc.assert(
      fc
        .asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
          const model = new PersistenceModel(() => clock.nowMs);
          const apply = async (changes: readonly Change[]) => {
            const operations = changes.map((each) => resolve(each, model));
            const expected = attempt(() => model.batch(operations));
            const actual = await attemptAsync(() => sut.batch(operations));
            expect(shape(actual)).toEqual(shape(expected));
          };
          for (const each of steps) {
            if (each.type === 'wait') clock.nowMs += each.ms;
            else if (each.type === 'sweep') await sut.sweep();
            else await apply(each.type === 'batch' ? each.changes : [each]);
            const entries = await sut.scan({ prefix: '', limit: 100 });
            expect(entries).toEqual(model.entries());
            model.adopt(entries);
          }
        })
        .afterEach(async () => {
          for (const entry of await sut.scan({ prefix: '', limit: 100 })) await sut.delete(entry.key);
        }),
      { numRuns: runs },
    );
  });
}

function resolve(each: Change, model: PersistenceModel): Operation {
  if (each.type === 'increment') return each;
  const { expectation: expected, ...operation } = each;
  const current = model.versionOf(each.key);
  if (expected === 'current' && current !== undefined) return { ...operation, version: current };
  if (expected === 'stale') return { ...operation, version: 'stale' };
  if (expected === 'absent' && each.type === 'upsert') return { ...operation, version: null } as Operation;
  return operation;
}

type Outcome = readonly object[] | PersistenceConflictError | PersistenceNotANumberError;

function attempt(work: () => readonly object[]): Outcome {
  try {
    return work();
  } catch (error) {
    return refusal(error);
  }
}

async function attemptAsync(work: () => Promise<readonly object[]>): Promise<Outcome> {
  try {
    return await work();
  } catch (error) {
    return refusal(error);
  }
}

function refusal(error: unknown): Outcome {
  if (error instanceof PersistenceConflictError || error instanceof PersistenceNotANumberError) return error;
  throw error;
}

/** Without the versions, which only the store makes. */
function shape(outcome: Outcome): unknown {
  if (outcome instanceof Error) return outcome.name;
  return outcome.map((result) => ({ ...result, version: undefined }));
}
