import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { SQLITE_SETTINGS, SqlitePersistence } from 'monday-persistence/sqlite';
import { FakeClock } from 'monday-persistence/testing';
import { describeService } from '../../../test/framework/services/describe-service.js';
import { postgresAddress, PostgresSchema } from '../../../test/framework/services/postgres-schema.js';
import { type Persistence } from '../../persistence/index.js';
import { POSTGRES_SETTINGS, PostgresPersistence } from '../../persistence/postgres/index.js';
import { MondayRateLimitError } from '../client/index.js';
import { AccountBudgetRegistry } from './account-budget.registry.js';
import { readRateLimits } from './rate-limits.js';
import { SharedBudgets } from './shared-budgets.js';

let clock: FakeClock;
beforeEach(() => {
  clock = new FakeClock();
});

const soon = (): number => clock.now() + 5_000;
/** Takes a place and gives it back. */
const pass = async (sut: AccountBudgetRegistry, accountId: string): Promise<void> => {
  await sut.acquire(accountId, soon());
  sut.release(accountId);
};
const headers = (values: Record<string, string>): Headers => new Headers(values);
const CONCURRENCY = (quota: number): Record<string, string> => ({
  'RateLimit-Policy': `"minuteRate";q=2500;w=60, "concurrency";q=${quota};qu="concurrent-requests"`,
});

describe('readRateLimits', () => {
  it("reads monday's limits of the account", () => {
    const limits = readRateLimits(
      headers({
        ...CONCURRENCY(100),
        RateLimit: '"minuteRate";r=4999, "concurrency";r=99, "complexityMinute";r=4950000;t=45',
      }),
    );

    expect(limits).toEqual({
      concurrency: 100,
      callsLeft: 4999,
      complexity: { left: 4_950_000, resetSeconds: 45 },
    });
  });

  it.each([{}, { RateLimit: 'x' }, { RateLimit: '"minuteRate";r=x, ;;,"concurrency"' }])(
    'makes nothing of %j',
    (given) => {
      expect(readRateLimits(headers(given as Record<string, string>))).toEqual({});
    },
  );
});

describe('AccountBudgetRegistry', () => {
  const alone = { sync: () => Promise.resolve(), announce: () => Promise.resolve() };
  const setup = (): AccountBudgetRegistry =>
    new AccountBudgetRegistry(alone as unknown as SharedBudgets, clock);

  it('lets only so many calls of an account run at once, the others in their order', async () => {
    const sut = setup();
    sut.learn('1', headers(CONCURRENCY(2)));
    const order: number[] = [];
    await sut.acquire('1', soon());
    await sut.acquire('1', soon());
    const third = sut.acquire('1', soon()).then(() => order.push(3));
    const fourth = sut.acquire('1', soon()).then(() => order.push(4));
    await sut.acquire('2', soon());
    expect(order).toEqual([]);

    sut.release('1');
    await third;
    sut.release('1');
    await fourth;

    expect(order).toEqual([3, 4]);
  });

  it('reduces the concurrency if the calls of the minute run out, but never below one', async () => {
    const sut = setup();
    sut.learn('1', headers({ RateLimit: '"minuteRate";r=0' }));
    await sut.acquire('1', soon());
    const refused = sut.acquire('1', clock.now() + 20);
    const waiting = sut.acquire('1', soon());
    await nextTurn();
    clock.advance(20);

    await expect(refused).rejects.toBeInstanceOf(MondayRateLimitError);
    sut.learn('1', headers({ RateLimit: '"minuteRate";r=2' }));
    await waiting;
  });

  it('waits until complexity is available, or fails at once if that exceeds the deadline', async () => {
    const sut = setup();
    sut.learn('1', headers({ RateLimit: '"complexityMinute";r=0;t=30' }));

    await expect(sut.acquire('1', soon())).rejects.toMatchObject({ reason: 'rate_limit' });
    await sut.acquire('2', soon());
    const patient = sut.acquire('1', clock.now() + 60_000);
    await nextTurn();
    clock.advance(33_000);
    await patient;
  });

  it('lets go of a place in the queue when it is aborted', async () => {
    const sut = setup();
    sut.learn('1', headers(CONCURRENCY(1)));
    await sut.acquire('1', soon());
    const abort = new AbortController();
    const waiting = sut.acquire('1', soon(), abort.signal);
    await nextTurn();
    abort.abort(new Error('gone'));

    await expect(waiting).rejects.toThrow('gone');
    sut.release('1');
    await sut.acquire('1', soon());
  });
});

/** Two instances, each with a store of its own on what both share. */
function sharedBudgetCases(open: () => Promise<Persistence>): void {
  let persistences: Persistence[];
  beforeAll(async () => {
    persistences = [await open(), await open()];
  });
  afterAll(() => Promise.all(persistences.map((persistence) => persistence.close())));
  afterEach(() => jest.restoreAllMocks());

  const instances = (): [AccountBudgetRegistry, AccountBudgetRegistry] =>
    persistences.map(
      (persistence) => new AccountBudgetRegistry(new SharedBudgets(persistence, clock), clock),
    ) as [AccountBudgetRegistry, AccountBudgetRegistry];

  it('split the concurrency, and share pauses', async () => {
    const [one, two] = instances();
    await pass(one, '1');
    one.learn('1', headers(CONCURRENCY(2)));
    two.learn('1', headers(CONCURRENCY(2)));
    await pass(two, '1');
    await two.acquire('1', soon());
    const refused = two.acquire('1', clock.now() + 10);
    await nextTurn();
    clock.advance(10);
    await expect(refused).rejects.toBeInstanceOf(MondayRateLimitError);

    await one.pause('1', 60_000);
    clock.advance(3_000);
    two.learn('1', headers(CONCURRENCY(10)));
    await expect(two.acquire('1', clock.now() + 1_000)).rejects.toMatchObject({ reason: 'rate_limit' });
  });

  it('cost no round trip for a call', async () => {
    const upsert = jest.spyOn(persistences[0]!, 'upsert');
    const [shared] = instances();
    for (let call = 0; call < 50; call += 1) await pass(shared, '7');

    expect(upsert).toHaveBeenCalledTimes(1);
  });

  it('do not stop calls if the store fails', async () => {
    for (const persistence of persistences)
      jest.spyOn(persistence, 'upsert').mockRejectedValue(new Error('down'));

    await expect(pass(instances()[0], '8')).resolves.toBeUndefined();
  });
}

describe('the budgets of two instances on one SQLite file', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'budgets-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  sharedBudgetCases(async () => {
    const persistence = new SqlitePersistence({
      ...SQLITE_SETTINGS,
      path: join(folder, 'app.db'),
      clock: SYSTEM_CLOCK,
    });
    await persistence.open();
    return persistence;
  });
});

describeService('the budgets of two instances on one Postgres', postgresAddress(), () => {
  let schema: PostgresSchema;
  beforeAll(async () => {
    schema = await PostgresSchema.create();
  });
  afterAll(() => schema.drop());

  sharedBudgetCases(async () => {
    const persistence = new PostgresPersistence({
      ...POSTGRES_SETTINGS,
      clock: SYSTEM_CLOCK,
      url: schema.url(),
      maxConnections: 2,
    });
    await persistence.open();
    return persistence;
  });
});

describe('the budgets of instances on a store without a cluster', () => {
  it('are their own, and ask it nothing', async () => {
    const upsert = jest.fn();
    const capabilities = { sharedCompareAndSet: false, atomicBatch: false, scan: false, scarceCalls: true };
    const sut = new AccountBudgetRegistry(
      new SharedBudgets({ capabilities, upsert } as unknown as Persistence, clock),
      clock,
    );
    await pass(sut, '1');
    await sut.pause('1', 10);

    expect(upsert).not.toHaveBeenCalled();
  });
});
