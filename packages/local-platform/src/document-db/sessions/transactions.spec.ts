import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Binary, Long } from 'bson';
import { encodeDocument, type Document } from '../document.js';
import { orderKey } from '../queries/order-key.js';
import { DocumentStore } from '../store/document.store.js';
import { Transactions } from './transactions.js';

const command = (fields: Document): Document => ({
  lsid: { id: new Binary(Buffer.alloc(16), 4) },
  txnNumber: Long.ONE,
  autocommit: false,
  ...fields,
});

describe('a transaction whose write fails', () => {
  let folder: string;
  let store: DocumentStore;
  let transactions: Transactions;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'transactions-'));
    store = await DocumentStore.open(join(folder, 'test.db'), { now: () => 1 });
    transactions = new Transactions(store, () => 1);
  });
  afterEach(async () => {
    await store.close();
    await rm(folder, { recursive: true });
  });

  it('is not taken for committed when the client asks again', async () => {
    const collection = await store.write(() => store.catalog.ensure('things'), 0);
    const document = { _id: 'a' };
    const key = orderKey('a');
    const transaction = transactions.of(command({ startTransaction: true }));
    transaction?.put(collection, { key, document, body: encodeDocument(document) });
    const failed = store.write(() => {
      transactions.commit(command({}));
      throw new Error('disk full');
    }, 0);
    await expect(failed).rejects.toThrow();
    transactions.settle(command({}), false);
    expect(store.get(collection, key)).toBeUndefined();
    expect(() => transactions.commit(command({}))).toThrow(/does not match/);
  });
});
