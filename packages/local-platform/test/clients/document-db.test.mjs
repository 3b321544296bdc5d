import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, describe, it } from 'node:test';
import documentDbModule from '../../dist/document-db/index.js';

const require = createRequire(import.meta.url);
let documentDb;
before(async () => {
  documentDb = await documentDbModule.startDocumentDb();
});
after(() => documentDb.close());

describe(`mongodb ${require('mongodb-6/package.json').version}`, () => {
  let client;
  before(() => {
    const { MongoClient } = require('mongodb-6');
    client = new MongoClient(documentDb.connectionString);
  });
  after(() => client.close());

  it('writes, reads in batches, and counts', async () => {
    const things = client.db().collection('things');
    await things.createIndex({ n: 1 });
    await things.insertMany(Array.from({ length: 250 }, (_, n) => ({ _id: `${n}`, n })));
    const { upsertedId } = await things.updateOne({ _id: 'new' }, { $set: { n: 250 } }, { upsert: true });
    assert.equal(upsertedId, 'new');
    const found = await things
      .find({ n: { $gt: 100 } }, { batchSize: 20 })
      .sort({ n: 1 })
      .toArray();
    assert.deepEqual([found.length, found[0].n, found.at(-1).n], [150, 101, 250]);
    assert.equal(await things.countDocuments({ n: { $lt: 10 } }), 10);
    assert.deepEqual(await things.findOneAndDelete({ _id: 'new' }), { _id: 'new', n: 250 });
  });

  it('repeats a transaction that conflicts', async () => {
    const counters = client.db().collection('counters');
    await counters.insertOne({ _id: 'c', n: 0 });
    const increment = () =>
      client.withSession((session) =>
        session.withTransaction(async () => {
          const { n } = await counters.findOne({ _id: 'c' }, { session });
          await counters.updateOne({ _id: 'c' }, { $set: { n: n + 1 } }, { session });
        }),
      );
    await Promise.all([increment(), increment(), increment(), increment()]);
    assert.equal((await counters.findOne({ _id: 'c' })).n, 4);
  });
});

describe(`mongoose ${require('mongoose/package.json').version}`, () => {
  it('keeps models, with their indexes', async () => {
    const mongoose = require('mongoose');
    await mongoose.connect(documentDb.connectionString);
    try {
      const schema = new mongoose.Schema({ account: { type: String, index: true }, name: String, at: Date });
      const Board = mongoose.model('Board', schema);
      await Board.init();
      const board = await Board.create({ account: '1', name: 'first', at: new Date(0) });
      await Board.create([
        { account: '1', name: 'second' },
        { account: '2', name: 'third' },
      ]);
      board.name = 'changed';
      await board.save();
      const names = (await Board.find({ account: '1' }).sort({ name: -1 })).map(({ name }) => name);
      assert.deepEqual(names, ['second', 'changed']);
      assert.equal(await Board.countDocuments(), 3);
      assert.equal((await Board.findByIdAndUpdate(board.id, { name: 'again' }, { new: true })).name, 'again');
      assert.deepEqual((await Board.deleteMany({ account: '1' })).deletedCount, 2);
    } finally {
      await mongoose.disconnect();
    }
  });
});
