import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqlitePersistence } from 'monday-persistence/sqlite';
import { describeService } from '../../../test/services/describe-service.js';
import { postgresAddress, PostgresSchema } from '../../../test/services/postgres-schema.js';
import { type Persistence } from '../../persistence/index.js';
import { PostgresPersistence } from '../../persistence/postgres/index.js';
import { MondayRateLimitError } from '../client/index.js';
import { AccountBudgets } from './account-budgets.js';
import { readRateLimits } from './rate-limits.js';
import { SharedBudgets } from './shared-budgets.js';

const soon = (): number => Date.now() + 5_000;
const headers = (values: Record<string, string>): Headers => new Headers(values);
const CONCURRENCY = (quota: number): Record<string, string> => ({
  'RateLimit-Policy': `"minuteRate";q=2500;w=60, "concurrency";q=${quota};qu="concurrent-requests"`,
});

describe('readRateLimits', () => {
  it('reads what monday says about the account', () => {
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

describe('AccountBudgets', () => {
  const alone = { sync: () => Promise.resolve(), announce: () => Promise.resolve(), forget: () => undefined };
  const setup = (): AccountBudgets => new AccountBudgets(alone as unknown as SharedBudgets);

  it('lets only so many calls of an account run at once, the others in their order', async () => {
    const sut = setup();
    sut.learn('1', headers(CONCURRENCY(2)));
    const order: number[] = [];
    const first = await sut.enter('1', soon());
    const second = await sut.enter('1', soon());
    const third = sut.enter('1', soon()).then((leave) => (order.push(3), leave));
    const fourth = sut.enter('1', soon()).then((leave) => (order.push(4), leave));
    await sut.enter('2', soon());
    expect(order).toEqual([]);

    first();
    first();
    (await third)();
    (await fourth)();
    second();

    expect(order).toEqual([3, 4]);
  });

  it('lets fewer run where the calls of the minute run out, but always one that finds out', async () => {
    const sut = setup();
    sut.learn('1', headers({ RateLimit: '"minuteRate";r=0' }));
    const leave = await sut.enter('1', soon());
    const refused = sut.enter('1', Date.now() + 20);

    await expect(refused).rejects.toBeInstanceOf(MondayRateLimitError);
    leave();
    sut.learn('1', headers({ RateLimit: '"minuteRate";r=2' }));
    await Promise.all([sut.enter('1', soon()), sut.enter('1', soon())]);
  });

  it('waits for the complexity to come back, and says so at once where that is too late', async () => {
    const sut = setup();
    sut.learn('1', headers({ RateLimit: '"complexityMinute";r=0;t=30' }));

    await expect(sut.enter('1', soon())).rejects.toMatchObject({ reason: 'rate_limit' });
    await expect(sut.enter('2', soon())).resolves.toBeInstanceOf(Function);
  });

  it('lets go of a place in the queue when it is aborted', async () => {
    const sut = setup();
    sut.learn('1', headers(CONCURRENCY(1)));
    const leave = await sut.enter('1', soon());
    const abort = new AbortController();
    const waiting = sut.enter('1', soon(), abort.signal);
    abort.abort(new Error('gone'));

    await expect(waiting).rejects.toThrow('gone');
    leave();
    await expect(sut.enter('1', soon())).resolves.toBeInstanceOf(Function);
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

  const instances = (): [AccountBudgets, AccountBudgets] =>
    persistences.map((persistence) => new AccountBudgets(new SharedBudgets(persistence))) as [
      AccountBudgets,
      AccountBudgets,
    ];

  it('split the concurrency, and obey a pause that the other was told', async () => {
    const [one, two] = instances();
    (await one.enter('1', soon()))();
    one.learn('1', headers(CONCURRENCY(2)));
    two.learn('1', headers(CONCURRENCY(2)));
    (await two.enter('1', soon()))();
    await two.enter('1', soon());
    await expect(two.enter('1', Date.now() + 10)).rejects.toBeInstanceOf(MondayRateLimitError);

    await one.pause('1', 60_000);
    jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 3_000);
    two.learn('1', headers(CONCURRENCY(10)));
    await expect(two.enter('1', Date.now() + 1_000)).rejects.toMatchObject({ reason: 'rate_limit' });
  });

  it('cost no round trip for a call', async () => {
    const put = jest.spyOn(persistences[0]!, 'put');
    const [shared] = instances();
    for (let call = 0; call < 50; call += 1) (await shared.enter('7', soon()))();

    expect(put).toHaveBeenCalledTimes(1);
  });

  it('do not stop calls where the store fails', async () => {
    for (const persistence of persistences)
      jest.spyOn(persistence, 'put').mockRejectedValue(new Error('down'));

    await expect(instances()[0].enter('8', soon())).resolves.toBeInstanceOf(Function);
  });
}

describe('the budgets of two instances on one SQLite file', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'budgets-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  sharedBudgetCases(async () => {
    const persistence = new SqlitePersistence({ path: join(folder, 'app.db') });
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
    const persistence = new PostgresPersistence({ url: schema.url(), maxConnections: 2 });
    await persistence.open();
    return persistence;
  });
});

describe('the budgets of instances on a store without a cluster', () => {
  it('are their own, and ask it nothing', async () => {
    const put = jest.fn();
    const capabilities = { sharedCompareAndSet: false, atomicBatch: false, scan: false, scarceCalls: true };
    const sut = new AccountBudgets(new SharedBudgets({ capabilities, put } as unknown as Persistence));
    (await sut.enter('1', soon()))();
    await sut.pause('1', 10);

    expect(put).not.toHaveBeenCalled();
  });
});
