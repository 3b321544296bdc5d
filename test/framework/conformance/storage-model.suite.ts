import fc from 'fast-check';
import { runAs } from '../../../src/caller/index.js';
import { type StorageCapabilities } from '../../../src/storage/index.js';
import { searchAll } from './storage-search.suite.js';
import { run, step, type Outcome, type Step } from './storage-steps.js';
import { type StorageUnderTest } from './storage.suite.js';

interface Row {
  readonly key: string;
  readonly shared: boolean;
  readonly value: unknown;
  readonly expiresAt: number;
}

/** The contract on a plain Map, as simply as it can be said. */
class StorageModel {
  private readonly rows = new Map<string, Row>();
  private readonly counters = new Map<string, number>();
  private seconds = 0;

  run(each: Step, { reportsCreation, createOnly, conditionalDelete }: StorageCapabilities): Outcome {
    if (each.type === 'wait') {
      this.seconds += each.seconds;
      return undefined;
    }
    if (each.type === 'count') {
      const sum = (this.counters.get(each.kind) ?? 0) + 1;
      this.counters.set(each.kind, sum);
      return sum;
    }
    const name = `${each.key}|${each.shared}`;
    const isThere = this.isLive(this.rows.get(name));
    const isChecked = each.type === 'upsert' || conditionalDelete;
    if (isChecked && each.expectation === 'stale') return 'conflict';
    if (each.type === 'delete') {
      this.rows.delete(name);
      return { deleted: isThere };
    }
    if (each.expectation === 'absent' && createOnly && isThere) return 'conflict';
    const { key, shared, value } = each;
    this.rows.set(name, { key, shared, value, expiresAt: this.seconds + (each.ttlSeconds ?? Infinity) });
    return { created: reportsCreation && !isThere };
  }

  search(): unknown[] {
    return [...this.rows.values()]
      .filter((row) => this.isLive(row))
      .sort(
        (a, b) =>
          Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)) || Number(a.shared) - Number(b.shared),
      )
      .map(({ key, shared, value }) => ({
        key,
        shared,
        value: JSON.parse(JSON.stringify(value)) as unknown,
      }));
  }

  private isLive(row: Row | undefined): boolean {
    return row !== undefined && row.expiresAt > this.seconds;
  }
}

/** Any sequence of calls leaves the store and the model alike. */
export function modelCases(
  store: () => StorageUnderTest,
  capabilities: StorageCapabilities,
  runs: number,
): void {
  it('behaves like the model', async () => {
    const { sut, fixture } = store();
    let account = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
        // A new account is an empty store.
        account += 1;
        const model = new StorageModel();
        await runAs({ accountId: String(account), userId: '1', kind: 'user' }, async () => {
          for (const each of steps) {
            const expected = model.run(each, capabilities);
            if (each.type === 'wait') fixture.advance(each.seconds);
            else expect(await run(sut, each, capabilities)).toEqual(expected);
          }
          const found = await searchAll(sut, { limit: 3 });
          expect(found.map(({ key, shared, value }) => ({ key, shared, value }))).toEqual(model.search());
        });
      }),
      { numRuns: runs },
    );
  });
}
