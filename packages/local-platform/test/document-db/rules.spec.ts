import {
  Binary,
  BSONSymbol,
  Code,
  Double,
  Int32,
  Long,
  MongoClient,
  type Collection,
  type Db,
} from 'mongodb';
import { startDocumentDb, type DocumentDb } from '../../src/document-db/index.js';

interface Thing {
  readonly _id: string;
}

let server: DocumentDb;
let client: MongoClient;
let db: Db;
let things: Collection<Thing>;

beforeAll(async () => {
  server = await startDocumentDb();
  client = new MongoClient(server.connectionString);
  db = client.db();
  things = db.collection<Thing>('things');
});

afterAll(async () => {
  await client.close();
  await server.close();
});

/** A document of so many levels. */
function nested(levels: number): object {
  let value: object = { leaf: 1 };
  for (let level = 1; level < levels; level++) value = { value };
  return value;
}

describe('what Firestore refuses', () => {
  it.each<[string, object, number]>([
    ['an empty _id', { _id: '' }, 2],
    ['a reserved _id', { _id: '__a__' }, 2],
    ['an _id of more than 1,500 bytes', { _id: 'é'.repeat(751) }, 2],
    ['the _id 0', { _id: Long.ZERO }, 2],
    ['an _id of 32 bits', { _id: new Int32(5) }, 2],
    ['an _id with a fraction', { _id: new Double(5.5) }, 2],
    ['an _id of bytes', { _id: new Binary(Buffer.from('x')) }, 2],
    ['an _id that is a document', { _id: { a: 1 } }, 2],
    ['a reserved field', { _id: 'a', __field__: 1 }, 2],
    ['a reserved field within another', { _id: 'a', list: [{ __x__: 1 }] }, 2],
    ['a field without name', { _id: 'a', '': 1 }, 2],
    ['more than twenty levels', { _id: 'a', value: nested(21) }, 2],
    ['code', { _id: 'a', code: new Code('1') }, 2],
    ['a symbol', { _id: 'a', symbol: new BSONSymbol('s') }, 2],
    ['a date after the year 9999', { _id: 'a', at: new Date('+010000-01-01T00:00:00Z') }, 2],
    ['more than 4 MiB', { _id: 'a', text: 'x'.repeat(4 * 1024 * 1024) }, 10334],
  ])('refuses %s', async (_, document, code) => {
    await expect(things.insertOne(document as unknown as Thing)).rejects.toMatchObject({ code });
    expect(await things.findOne({ _id: 'a' })).toBeNull();
  });

  it.each<[string, object]>([
    ['a 64-bit integer', { _id: Long.fromNumber(5) }],
    ['twenty levels', { _id: 'deep', value: nested(20) }],
    ['almost 4 MiB', { _id: 'large', text: 'x'.repeat(4 * 1024 * 1024 - 100) }],
  ])('takes %s', async (_, document) => {
    await things.insertOne(document as unknown as Thing);
  });

  it('refuses an update that makes such a document', async () => {
    await things.insertOne({ _id: 'u' });
    await expect(things.updateOne({ _id: 'u' }, { $set: { __x__: 1 } })).rejects.toMatchObject({ code: 2 });
    await expect(things.updateOne({ _id: 'u' }, { $set: { _id: 'other' } })).rejects.toMatchObject({
      code: 66,
    });
    expect(await things.findOne({ _id: 'u' })).toEqual({ _id: 'u' });
  });

  it.each<[string, () => Promise<unknown>, number]>([
    ['a reserved collection', () => db.collection('__x__').insertOne({ a: 1 }), 73],
    ['another database', () => client.db('other').collection('x').insertOne({ a: 1 }), 13],
    ['$out', () => things.aggregate([{ $out: 'x' }]).toArray(), 2],
    ['$merge', () => things.aggregate([{ $merge: 'x' }]).toArray(), 2],
    [
      'more than 250 stages',
      () => things.aggregate(Array.from({ length: 251 }, () => ({ $match: {} }))).toArray(),
      2,
    ],
    ['two acknowledgements', () => things.insertOne({ _id: 'w' }, { writeConcern: { w: 2 } }), 2],
    [
      'fsync',
      () => db.command({ insert: 'things', documents: [{ _id: 'w' }], writeConcern: { w: 1, fsync: true } }),
      2,
    ],
    ['the read concern local', () => things.find({}, { readConcern: 'local' }).toArray(), 2],
    [
      'reads of secondaries only',
      () => db.command({ find: 'things', $readPreference: { mode: 'secondary' } }),
      2,
    ],
    ['a collation', () => things.find({}, { collation: { locale: 'en' } }).toArray(), 2],
    ['filters of arrays', () => things.updateOne({}, { $set: { a: 1 } }, { arrayFilters: [{ a: 1 }] }), 2],
    ['a comment in a filter', () => things.find({ $comment: 'x' }).toArray(), 2],
    ['a wildcard index', () => things.createIndex({ '$**': 1 }), 2],
    ['an operator that is not known', () => things.updateOne({}, { $rename: { a: 'b' } }), 9],
    [
      'a change of many by replacement',
      () => db.command({ update: 'things', updates: [{ q: {}, u: { a: 1 }, multi: true }] }),
      9,
    ],
  ])('refuses %s', async (_, work, code) => {
    const failure = await work().then(
      (reply) => reply,
      (error: unknown) => error,
    );
    const [first] = (failure as { writeErrors?: unknown[] }).writeErrors ?? [failure];
    expect(first).toMatchObject({ code });
  });

  it('takes the acknowledgement of the majority', async () => {
    await things.insertOne({ _id: 'majority' }, { writeConcern: { w: 'majority' } });
  });

  it('gives no order that nobody asked for', async () => {
    const ordered = db.collection<{ _id: string }>('ordered');
    await ordered.insertMany(['a', 'b', 'c'].map((_id) => ({ _id })));
    const found = await ordered.find().toArray();
    expect(found.map(({ _id }) => _id).join('')).not.toBe('abc');
  });
});

describe('quotas', () => {
  const quotas = { reads: 3, writes: 2, deletes: 1 };
  const exceeded = expect.objectContaining({
    code: 462,
    message: expect.stringContaining('RESOURCE_EXHAUSTED') as string,
  }) as unknown;
  let now = Date.parse('2026-11-28T12:00:00Z');
  let limited: DocumentDb;
  let other: MongoClient;

  beforeEach(async () => {
    limited = await startDocumentDb({ clock: { now: () => now } });
    other = new MongoClient(limited.connectionString);
  });
  afterEach(async () => {
    await other.close();
    await limited.close();
  });

  it('count documents, refuse what is over them, and begin anew at midnight of the Pacific', async () => {
    const few = other.db().collection<{ _id: string }>('few');
    limited.limit(quotas);
    await few.insertMany([{ _id: 'a' }, { _id: 'b' }]);
    await expect(few.insertOne({ _id: 'c' })).rejects.toEqual(exceeded);
    await few.deleteOne({ _id: 'a' });
    await few.findOne({ _id: 'none' });
    await few.findOne({ _id: 'b' });
    expect(limited.usage.counts()).toEqual({ reads: 3, writes: 2, deletes: 1 });
    await expect(few.findOne({ _id: 'b' })).rejects.toEqual(exceeded);
    now = Date.parse('2026-11-29T07:59:59Z');
    await expect(few.findOne({ _id: 'b' })).rejects.toEqual(exceeded);
    now = Date.parse('2026-11-29T08:00:00Z');
    expect(await few.findOne({ _id: 'b' })).toEqual({ _id: 'b' });
  });
});
