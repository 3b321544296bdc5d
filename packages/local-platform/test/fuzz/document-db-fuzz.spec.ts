import { connect, type Socket } from 'node:net';
import { BSON, MongoClient, type Collection } from 'mongodb';
import { startDocumentDb, type DocumentDb } from '../../src/document-db/index.js';
import { SeededRandom } from '../../src/graphql/seed/seeded-random.js';

/** Set FUZZ_SEED to search elsewhere, and FUZZ_ROUNDS to search longer. */
const SEED = Number(process.env['FUZZ_SEED'] ?? 20_261_128);
const ROUNDS = Number(process.env['FUZZ_ROUNDS'] ?? 1);
const MESSAGES = 600;
const MAX_GROWTH = 200 * 1024 * 1024;
const OP_MSG = 2013;
const OP_QUERY = 2004;

const defects: unknown[] = [];
let server: DocumentDb;
let client: MongoClient;
let things: Collection<{ _id: string }>;

beforeAll(async () => {
  // Without the password the commands behind it would not be reached.
  server = await startDocumentDb({ authenticates: false, onDefect: (error) => defects.push(error) });
  client = new MongoClient(server.connectionString);
  things = client.db().collection('things');
  await things.insertOne({ _id: 'witness' });
  await things.createIndex({ n: 1 });
});

afterAll(async () => {
  await client.close();
  await server.close();
});

function message(kind: number, body: Uint8Array): Buffer {
  const frame = Buffer.alloc(16 + body.length);
  frame.writeInt32LE(frame.length, 0);
  frame.writeInt32LE(7, 4);
  frame.writeInt32LE(kind, 12);
  frame.set(body, 16);
  return frame;
}

/** A message with one command. */
function command(body: object): Buffer {
  return message(OP_MSG, Buffer.concat([Buffer.alloc(5), BSON.serialize({ ...body, $db: 'app' })]));
}

const COMMANDS: readonly object[] = [
  { find: 'things', filter: { n: { $gt: 1 }, $or: [{ a: null }] }, sort: { n: -1 }, limit: 5 },
  { insert: 'noise', documents: [{ _id: 'x', n: [1, { a: 'b' }] }] },
  {
    update: 'noise',
    updates: [{ q: { _id: 'x' }, u: { $set: { 'a.b.c': 1 }, $inc: { n: 1 } }, upsert: true }],
  },
  { delete: 'noise', deletes: [{ q: { n: { $in: [1, 'x'] } }, limit: 0 }] },
  { findAndModify: 'noise', query: {}, update: { $set: { a: 1 } }, new: true, fields: { a: 1 } },
  { aggregate: 'noise', pipeline: [{ $match: {} }, { $group: { _id: 1, n: { $sum: 1 } } }], cursor: {} },
  { createIndexes: 'noise', indexes: [{ key: { a: 1 }, name: 'a' }] },
  { getMore: BSON.Long.fromNumber(1), collection: 'noise' },
  { saslStart: 1, mechanism: 'SCRAM-SHA-256', payload: new BSON.Binary(Buffer.from('n,,n=app,r=x')) },
  {
    commitTransaction: 1,
    lsid: { id: new BSON.Binary(Buffer.alloc(16), 4) },
    txnNumber: BSON.Long.ONE,
    autocommit: false,
  },
];

const VALUES: readonly unknown[] = [
  null,
  -1,
  1e308,
  NaN,
  '',
  '\0',
  'x'.repeat(70_000),
  true,
  [],
  {},
  [[]],
  { $gt: {} },
  { $in: 1 },
  { $not: 1 },
  BSON.Long.MIN_VALUE,
  new BSON.MinKey(),
  new BSON.MaxKey(),
  new BSON.Binary(),
  new Date(NaN),
  new BSON.BSONRegExp('(a+)+$'),
  new BSON.Code('x'),
  new BSON.Timestamp(1n),
  BSON.Decimal128.fromString('NaN'),
  { $regex: '(a+)+$' },
  { __proto__x: 1 },
  JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1}'),
];

/** A command of which one part is another value. */
function wrongValue(random: SeededRandom): Buffer {
  const body = structuredCloneOf(random.pick(COMMANDS)) as Record<string, unknown>;
  let at: Record<string, unknown> = body;
  for (;;) {
    const name = random.pick(Object.keys(at));
    const value = at[name];
    if (
      typeof value !== 'object' ||
      value === null ||
      '_bsontype' in value ||
      Object.keys(value).length === 0 ||
      random.below(3) === 0
    ) {
      at[name] = random.pick(VALUES);
      return command(body);
    }
    at = value as Record<string, unknown>;
  }
}

function structuredCloneOf(body: object): unknown {
  return BSON.deserialize(BSON.serialize(body), { promoteValues: false });
}

/** Some bytes are others, mostly lengths and types. */
function mutated(random: SeededRandom): Buffer {
  const frame = command(random.pick(COMMANDS));
  for (let n = 0; n <= random.below(4); n++) {
    frame[random.below(2) === 0 ? 16 + random.below(12) : random.below(frame.length)] = random.below(256);
  }
  if (random.below(4) > 0) frame.writeInt32LE(frame.length, 0);
  return frame;
}

function noise(random: SeededRandom): Buffer {
  const body = Buffer.from(Array.from({ length: random.below(200) }, () => random.below(256)));
  return random.below(2) === 0 ? body : message(random.pick([OP_MSG, OP_QUERY, 1, 2012, 0]), body);
}

/** A document in a document in a document. */
function nested(depth: number): Buffer {
  const document = Buffer.alloc(5 + 8 * depth);
  for (let level = 0; level <= depth; level++) {
    document.writeInt32LE(5 + 8 * (depth - level), 7 * level);
    if (level < depth) document.set([3, 0x61, 0], 7 * level + 4);
  }
  return message(OP_MSG, Buffer.concat([Buffer.alloc(5), document]));
}

function hostile(random: SeededRandom): Buffer {
  return random.pick([wrongValue, mutated, noise])(random);
}

/** Sends on a connection of its own. Resolves to what came back when the server has closed it. */
async function send(bytes: Buffer): Promise<Buffer> {
  const socket: Socket = connect(server.port, '127.0.0.1');
  socket.on('error', () => undefined);
  const over = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.write(bytes);
  socket.end();
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  await over;
  return Buffer.concat(chunks);
}

describe('bytes that no driver sends', () => {
  it(`end only their own connection (seed ${SEED})`, async () => {
    const random = new SeededRandom(SEED);
    const before = process.memoryUsage().rss;
    for (let n = 0; n < MESSAGES * ROUNDS; n += 10) {
      await Promise.all(Array.from({ length: 10 }, () => send(hostile(random))));
    }
    expect(defects).toEqual([]);
    expect(process.memoryUsage().rss - before).toBeLessThan(MAX_GROWTH);
    expect(await things.findOne({ _id: 'witness' })).toEqual({ _id: 'witness' });
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it.each([101, 1_000, 1_000_000])('are no stack that overflows: %d levels', async (depth) => {
    expect((await send(nested(depth))).includes('FailedToParse')).toBe(true);
    expect(await things.findOne({ _id: 'witness' })).not.toBeNull();
  });

  it('hold nothing that they only announce', async () => {
    const head = Buffer.alloc(16);
    head.writeInt32LE(47_000_000, 0);
    await Promise.all(Array.from({ length: 50 }, () => send(head)));
    expect(await things.findOne({ _id: 'witness' })).not.toBeNull();
  });
});
