import { MongoClient, type Collection } from 'mongodb';
import { startDocumentDb, type DocumentDb } from '../../src/document-db/index.js';

interface Thing {
  readonly _id: string;
  readonly n?: number;
  readonly group?: string | readonly string[];
  readonly until?: Date;
}

const MANY = 2000;
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

beforeEach(() => {
  things = client.db().collection<Thing>(`things-${++count}`);
});

async function readsOf(work: () => Promise<unknown>): Promise<number> {
  server.usage.reset();
  await work();
  return server.usage.counts().reads;
}

const ids = async (found: { toArray(): Promise<Thing[]> }): Promise<string[]> =>
  (await found.toArray()).map(({ _id }) => _id);

describe('an index', () => {
  beforeEach(async () => {
    await things.createIndex({ group: 1, n: -1 });
    const documents = Array.from({ length: MANY }, (_, n) => ({ _id: `${n}`, n, group: `g${n % 4}` }));
    await things.insertMany(documents);
  });

  it.each<[string, () => Promise<unknown>, number]>([
    ['one by _id', () => things.findOne({ _id: '7' }), 1],
    ['several by _id', () => things.find({ _id: { $in: ['7', '8', 'none'] } }).toArray(), 2],
    ['a page in its order', () => things.find({ group: 'g1' }).sort({ n: -1 }).limit(10).toArray(), 10],
    [
      'a page in the opposite order',
      () => things.find({ group: 'g1' }).sort({ n: 1 }).limit(10).toArray(),
      10,
    ],
    ['a range', () => things.find({ group: 'g1', n: { $gte: 1, $lt: 21 } }).toArray(), 6],
    [
      'a page by _id',
      () =>
        things
          .find({ _id: { $gt: '5' } })
          .sort({ _id: 1 })
          .limit(5)
          .toArray(),
      6,
    ],
    ['an update of one', () => things.updateOne({ group: 'g2', n: 2 }, { $set: { n: 2.5 } }), 1],
  ])('reads no more than it must: %s', async (_, work, most) => {
    const reads = await readsOf(work);
    expect(reads).toBeGreaterThan(0);
    expect(reads).toBeLessThanOrEqual(most);
  });

  it('finds the same as a search without it, in the same order', async () => {
    const filter = { group: { $in: ['g1', 'g3'] }, n: { $gt: 100, $lte: 130 } };
    const sort = { n: -1 } as const;
    const found = await ids(things.find(filter).sort(sort));
    await things.dropIndex('group_1_n_-1');
    expect(found).toHaveLength(15);
    expect(await ids(things.find(filter).sort(sort))).toEqual(found);
  });

  it('follows changes', async () => {
    await things.updateOne({ _id: '1' }, { $set: { group: 'g9' } });
    await things.deleteOne({ _id: '5' });
    expect(await ids(things.find({ group: 'g9' }))).toEqual(['1']);
    expect(await ids(things.find({ group: 'g1' }).sort({ n: 1 }).limit(1))).toEqual(['9']);
  });

  it('does not hide elements of arrays', async () => {
    await things.insertOne({ _id: 'array', group: ['p', 'q'], n: 0 });
    expect(await ids(things.find({ group: 'q' }))).toEqual(['array']);
  });

  it('is listed, and made only once', async () => {
    await things.createIndex({ group: 1, n: -1 });
    expect(await things.listIndexes().toArray()).toEqual([
      { v: 2, key: { _id: 1 }, name: '_id_' },
      { v: 2, key: { group: 1, n: -1 }, name: 'group_1_n_-1' },
    ]);
    const other = things.createIndex({ n: 1 }, { name: 'group_1_n_-1' });
    await expect(other).rejects.toMatchObject({ code: 86 });
  });
});

describe('a unique index', () => {
  it('refuses a value that is there, also when it is made', async () => {
    await things.insertMany([
      { _id: 'a', n: 1 },
      { _id: 'b', n: 1 },
    ]);
    await expect(things.createIndex({ n: 1 }, { unique: true })).rejects.toMatchObject({ code: 11000 });
    expect(await things.listIndexes().toArray()).toHaveLength(1);
    await things.deleteOne({ _id: 'b' });
    await things.createIndex({ n: 1 }, { unique: true, sparse: true });
    await expect(things.insertOne({ _id: 'b', n: 1 })).rejects.toMatchObject({ code: 11000 });
    await things.insertMany([{ _id: 'c' }, { _id: 'd' }]);
    await expect(things.updateOne({ _id: 'c' }, { $set: { n: 1 } })).rejects.toMatchObject({ code: 11000 });
    await things.updateOne({ _id: 'a' }, { $set: { n: 2 } });
    await things.updateOne({ _id: 'c' }, { $set: { n: 1 } });
  });
});

describe('an index with a time to live', () => {
  it('removes documents some time after their date', async () => {
    await things.createIndex({ until: 1 }, { expireAfterSeconds: 5 });
    await things.insertMany([
      { _id: 'old', until: new Date(now) },
      { _id: 'new', until: new Date(now + 3_600_000) },
      { _id: 'none' },
    ]);
    now += 4_000;
    expect(await things.findOne({ _id: 'old' })).not.toBeNull();
    now += 120_000;
    await things.insertOne({ _id: 'another' });
    expect(await ids(things.find().sort({ _id: 1 }))).toEqual(['another', 'new', 'none']);
  });

  it('is the only one of a collection', async () => {
    await things.createIndex({ until: 1 }, { expireAfterSeconds: 5 });
    const second = things.createIndex({ n: 1 }, { expireAfterSeconds: 5 });
    await expect(second).rejects.toMatchObject({ code: 72 });
  });
});
