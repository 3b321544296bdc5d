import { Long, MongoClient, ObjectId, type Collection, type Db } from 'mongodb';
import { startDocumentDb, type DocumentDb } from '../../src/document-db/index.js';

interface Thing {
  readonly _id: string;
  readonly n?: number;
  readonly group?: string;
  readonly at?: { readonly day: number };
  readonly tags?: readonly string[];
}

let server: DocumentDb;
let client: MongoClient;
let db: Db;
let things: Collection<Thing>;
let count = 0;

beforeAll(async () => {
  server = await startDocumentDb();
  client = new MongoClient(server.connectionString);
  db = client.db();
});

afterAll(async () => {
  await client.close();
  await server.close();
});

beforeEach(() => {
  things = db.collection<Thing>(`things-${++count}`);
});

const refusal = (code: number): unknown => expect.objectContaining({ code });

describe('documents', () => {
  it('inserts, finds, replaces, updates and deletes', async () => {
    await things.insertOne({ _id: 'a', n: 1 });
    expect(await things.findOne({ _id: 'a' })).toEqual({ _id: 'a', n: 1 });
    await things.replaceOne({ _id: 'a' }, { n: 2, group: 'x' });
    const updated = await things.updateOne(
      { _id: 'a' },
      { $set: { 'at.day': 3 }, $inc: { n: 5 }, $unset: { group: '' } },
    );
    expect(updated).toMatchObject({ matchedCount: 1, modifiedCount: 1 });
    expect(await things.findOne({ _id: 'a' })).toEqual({ _id: 'a', n: 7, at: { day: 3 } });
    expect(await things.deleteOne({ _id: 'a' })).toMatchObject({ deletedCount: 1 });
    expect(await things.findOne({ _id: 'a' })).toBeNull();
  });

  it('refuses a second document with the same _id, and stops there unless unordered', async () => {
    await things.insertOne({ _id: 'b' });
    await expect(things.insertOne({ _id: 'b' })).rejects.toEqual(refusal(11000));
    await expect(things.insertMany([{ _id: 'a' }, { _id: 'b' }, { _id: 'c' }])).rejects.toEqual(
      refusal(11000),
    );
    expect(await things.countDocuments()).toBe(2);
    await expect(things.insertMany([{ _id: 'b' }, { _id: 'd' }], { ordered: false })).rejects.toEqual(
      refusal(11000),
    );
    expect((await things.find().sort({ _id: 1 }).toArray()).map(({ _id }) => _id)).toEqual(['a', 'b', 'd']);
  });

  it('upserts with what the filter says', async () => {
    const result = await things.updateOne(
      { _id: 'u', group: 'g' },
      { $set: { n: 1 }, $setOnInsert: { tags: ['t'] } },
      { upsert: true },
    );
    expect(result.upsertedId).toBe('u');
    expect(await things.findOne({})).toEqual({ _id: 'u', group: 'g', n: 1, tags: ['t'] });
  });

  it('finds and changes at once', async () => {
    await things.insertMany([
      { _id: 'a', n: 2 },
      { _id: 'b', n: 1 },
    ]);
    expect(
      await things.findOneAndUpdate({}, { $inc: { n: 10 } }, { sort: { n: 1 }, returnDocument: 'after' }),
    ).toEqual({ _id: 'b', n: 11 });
    expect(await things.findOneAndReplace({ _id: 'a' }, { n: 5 })).toEqual({ _id: 'a', n: 2 });
    expect(await things.findOneAndDelete({ n: { $gt: 6 } })).toEqual({ _id: 'b', n: 11 });
    expect(await things.findOneAndUpdate({ _id: 'x' }, { $set: { n: 1 } })).toBeNull();
    expect(
      await things.findOneAndUpdate(
        { _id: 'x' },
        { $set: { n: 1 } },
        { upsert: true, returnDocument: 'after' },
      ),
    ).toEqual({ _id: 'x', n: 1 });
  });

  it('keeps the types of numbers, dates and bytes', async () => {
    const typed = db.collection(`typed-${count}`);
    const document = {
      _id: new ObjectId(),
      long: Long.fromString('9007199254740993'),
      date: new Date(5),
      bytes: Buffer.from('bytes'),
      double: 1.5,
      flag: false,
      nothing: null,
    };
    await typed.insertOne(document);
    await typed.updateOne({}, { $inc: { long: Long.fromNumber(1) } });
    const found = await typed.findOne({ _id: document._id }, { promoteLongs: false, promoteBuffers: true });
    expect(found).toEqual({ ...document, long: Long.fromString('9007199254740994') });
  });

  it('finds by operators', async () => {
    await things.insertMany([
      { _id: 'a', n: 1, group: 'x' },
      { _id: 'b', n: 2, group: 'y', tags: ['p', 'q'] },
      { _id: 'c', n: 3 },
    ]);
    const ids = async (filter: object): Promise<string> =>
      (await things.find(filter).sort({ _id: 1 }).toArray()).map(({ _id }) => _id).join('');
    expect(await ids({ n: { $gte: 2, $lt: 3 } })).toBe('b');
    expect(await ids({ n: { $in: [1, 3] } })).toBe('ac');
    expect(await ids({ _id: { $in: ['c', 'a', 'z'] } })).toBe('ac');
    expect(await ids({ n: { $nin: [1, 3] } })).toBe('b');
    expect(await ids({ group: { $exists: false } })).toBe('c');
    expect(await ids({ group: null })).toBe('c');
    expect(await ids({ group: { $ne: 'x' } })).toBe('bc');
    expect(await ids({ $or: [{ n: 1 }, { group: 'y' }] })).toBe('ab');
    expect(await ids({ $and: [{ n: { $gt: 1 } }, { _id: { $lt: 'c' } }] })).toBe('b');
    expect(await ids({ tags: 'q' })).toBe('b');
    expect(await ids({ _id: { $gt: 5 } })).toBe('');
    expect(await ids({ group: /^x/ })).toBe('a');
    await expect(things.find({ n: { $where: 'x' } } as object).toArray()).rejects.toEqual(refusal(2));
  });

  it('projects', async () => {
    await things.insertOne({ _id: 'a', n: 1, at: { day: 2 } });
    expect(await things.findOne({}, { projection: { n: 1 } })).toEqual({ _id: 'a', n: 1 });
    expect(await things.findOne({}, { projection: { _id: 0, 'at.day': 1 } })).toEqual({ at: { day: 2 } });
    expect(await things.findOne({}, { projection: { at: 0 } })).toEqual({ _id: 'a', n: 1 });
    expect(await things.findOne({}, { projection: { _id: 1 } })).toEqual({ _id: 'a' });
  });

  it('reads a long result in batches', async () => {
    await things.insertMany(Array.from({ length: 350 }, (_, n) => ({ _id: `id-${n}`, n })));
    expect(await things.find({}, { batchSize: 20 }).toArray()).toHaveLength(350);
    expect(
      await things
        .find({ n: { $gte: 100 } })
        .sort({ n: -1 })
        .skip(5)
        .limit(3)
        .toArray(),
    ).toMatchObject([{ n: 344 }, { n: 343 }, { n: 342 }]);
  });

  it('ends a search that takes too long', async () => {
    let now = 0;
    const slow = await startDocumentDb({ clock: { now: () => (now += 3_000) } });
    const other = new MongoClient(slow.connectionString);
    const many = other.db().collection('many');
    await many.insertMany(Array.from({ length: 10 }, () => ({})));
    const failure: unknown = await many
      .find({ a: 1 })
      .toArray()
      .catch((error: unknown) => error);
    await other.close();
    await slow.close();
    expect(failure).toEqual(refusal(50));
  });

  it('answers a command that it does not know with the code for that', async () => {
    await expect(db.command({ mapReduce: 'x' })).rejects.toEqual(refusal(59));
  });
});
