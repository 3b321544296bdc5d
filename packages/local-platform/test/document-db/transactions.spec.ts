import { MongoClient, MongoServerError, type ClientSession, type Collection } from 'mongodb';
import { startDocumentDb, type DocumentDb } from '../../src/document-db/index.js';

interface Thing {
  readonly _id: string;
  readonly n: number;
  readonly group?: string;
}

let now = Date.parse('2026-11-28T12:00:00Z');
let server: DocumentDb;
let client: MongoClient;
let things: Collection<Thing>;
let count = 0;

beforeAll(async () => {
  server = await startDocumentDb({
    clock: { now: () => now },
  });
  client = new MongoClient(server.connectionString);
});

afterAll(async () => {
  await client.close();
  await server.close();
});

beforeEach(async () => {
  things = client.db().collection<Thing>(`things-${++count}`);
  await things.createIndex({ group: 1, n: 1 });
  await things.insertMany([
    { _id: 'a', n: 1, group: 'x' },
    { _id: 'b', n: 2, group: 'x' },
    { _id: 'c', n: 3, group: 'y' },
  ]);
});

/** Runs work in a transaction that is open at the end of it. */
async function begun(work: (session: ClientSession) => Promise<unknown>): Promise<ClientSession> {
  const session = client.startSession();
  session.startTransaction();
  await work(session);
  return session;
}

async function failureOf(work: Promise<unknown>): Promise<MongoServerError> {
  const failure: unknown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (failure instanceof MongoServerError) return failure;
  throw new Error('It did not fail.', { cause: failure });
}

async function expectConflict(work: Promise<unknown>): Promise<void> {
  const failure = await failureOf(work);
  expect(failure).toMatchObject({ code: 112, codeName: 'WriteConflict' });
  expect(failure.hasErrorLabel('TransientTransactionError')).toBe(true);
}

const ids = (found: readonly Thing[]): string => found.map(({ _id }) => _id).join('');

describe('a transaction', () => {
  it('shows its changes to itself at once, and to others after the commit', async () => {
    const session = await begun(async (session) => {
      await things.updateOne({ _id: 'a' }, { $inc: { n: 10 } }, { session });
      await things.insertOne({ _id: 'd', n: 2, group: 'x' }, { session });
      await things.deleteOne({ _id: 'c' }, { session });
    });
    const own = things.find({ group: 'x' }, { session }).sort({ n: 1 });
    expect(ids(await own.toArray())).toBe('bda');
    expect(ids(await things.find({}, { session }).sort({ _id: -1 }).toArray())).toBe('dba');
    expect(ids(await things.find().sort({ _id: 1 }).toArray())).toBe('abc');
    await session.commitTransaction();
    expect(ids(await things.find({ group: 'x' }).sort({ n: 1 }).toArray())).toBe('bda');
    expect(await things.findOne({ _id: 'c' })).toBeNull();
  });

  it('leaves nothing when it is aborted', async () => {
    const session = await begun((session) => things.insertOne({ _id: 'z', n: 0 }, { session }));
    await session.abortTransaction();
    expect(await things.findOne({ _id: 'z' })).toBeNull();
  });

  it.each<[string, (session: ClientSession) => Promise<unknown>, () => Promise<unknown>]>([
    [
      'a document',
      (session) => things.findOne({ _id: 'a' }, { session }),
      () => things.updateOne({ _id: 'a' }, { $inc: { n: 1 } }),
    ],
    [
      'a missing document',
      (session) => things.findOne({ _id: 'm' }, { session }),
      () => things.insertOne({ _id: 'm', n: 0 }),
    ],
    [
      'a range',
      (session) => things.find({ group: 'x' }, { session }).toArray(),
      () => things.insertOne({ _id: 'm', n: 0, group: 'x' }),
    ],
    [
      'a removed document',
      (session) => things.findOne({ _id: 'a' }, { session }),
      () => things.deleteOne({ _id: 'a' }),
    ],
  ])('ends with a conflict if another changes what it has read: %s', async (_, read, change) => {
    const session = await begun(read);
    await things.updateOne({ _id: 'c' }, { $inc: { n: 1 } }, { session });
    await change();
    await expectConflict(session.commitTransaction());
    expect((await things.findOne({ _id: 'c' }))?.n).toBe(3);
  });

  it('never sees two moments', async () => {
    const session = await begun((session) => things.findOne({ _id: 'a' }, { session }));
    await things.updateMany({}, { $inc: { n: 1 } });
    await expectConflict(things.findOne({ _id: 'b' }, { session }));
    await session.abortTransaction().catch(() => undefined);
  });

  it('does not mind what it has not read', async () => {
    const session = await begun((session) => things.find({ group: 'x' }, { session }).toArray());
    await things.insertOne({ _id: 'other', n: 0, group: 'z' });
    await things.updateOne({ _id: 'a' }, { $set: { n: 9 } }, { session });
    await session.commitTransaction();
    expect((await things.findOne({ _id: 'a' }))?.n).toBe(9);
  });

  it('counts right when many increment at once, because the driver repeats what conflicts', async () => {
    const increment = (): Promise<unknown> =>
      client.withSession((session) =>
        session.withTransaction(async () => {
          const thing = await things.findOne({ _id: 'a' }, { session });
          await things.updateOne({ _id: 'a' }, { $set: { n: (thing?.n ?? 0) + 1 } }, { session });
        }),
      );
    await Promise.all(Array.from({ length: 8 }, increment));
    expect((await things.findOne({ _id: 'a' }))?.n).toBe(9);
  });

  it('may be committed twice, which writes once', async () => {
    const session = await begun((session) => things.updateOne({ _id: 'a' }, { $inc: { n: 1 } }, { session }));
    await session.commitTransaction();
    await session.commitTransaction();
    expect((await things.findOne({ _id: 'a' }))?.n).toBe(2);
  });

  it('is gone after a minute', async () => {
    const session = await begun((session) => things.insertOne({ _id: 'late', n: 0 }, { session }));
    now += 60_000;
    const failure = await failureOf(session.commitTransaction());
    expect(failure).toMatchObject({ code: 251, codeName: 'NoSuchTransaction' });
    expect(await things.findOne({ _id: 'late' })).toBeNull();
  });

  it('is over after a statement that failed', async () => {
    const session = await begun((session) => things.insertOne({ _id: 'before', n: 0 }, { session }));
    await expect(things.insertOne({ _id: 'a', n: 0 }, { session })).rejects.toMatchObject({ code: 11000 });
    expect(await failureOf(session.commitTransaction())).toMatchObject({ code: 251 });
    expect(await things.findOne({ _id: 'before' })).toBeNull();
  });

  it('refuses a unique value that is there, and writes nothing of the rest', async () => {
    await things.createIndex({ n: 1 }, { unique: true });
    const session = await begun(async (session) => {
      await things.insertOne({ _id: 'first', n: 100 }, { session });
      await things.insertOne({ _id: 'second', n: 1 }, { session });
    });
    expect(await failureOf(session.commitTransaction())).toMatchObject({ code: 11000 });
    expect(await things.findOne({ _id: 'first' })).toBeNull();
  });
});

describe('a write that the driver would repeat', () => {
  it('is refused with what to do', async () => {
    const retrying = new MongoClient(
      server.connectionString.replace('retryWrites=false', 'retryWrites=true'),
    );
    const write = retrying.db().collection<Thing>('things').insertOne({ _id: 'r', n: 1 });
    await expect(write).rejects.toThrow('retryWrites=false');
    await retrying.close();
  });
});
