import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { PlatformDatabase } from '../database/index.js';
import { ObjectContents } from './object-contents.js';
import { ObjectReceiver } from './object-receiver.js';
import { ObjectStore } from './object.store.js';

const MEBIBYTE = 1024 * 1024;

describe('ObjectReceiver', () => {
  let folder: string;
  let database: PlatformDatabase;
  let store: ObjectStore;
  let sut: ObjectReceiver;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'object-receiver-'));
    database = await PlatformDatabase.open(join(folder, 'platform.sqlite'));
    const contents = new ObjectContents(database);
    store = new ObjectStore(database, contents, SYSTEM_CLOCK);
    sut = new ObjectReceiver(store, contents);
  });
  afterAll(async () => {
    database.close();
    await rm(folder, { recursive: true });
  });

  it.each([
    ['before the first part', 1],
    ['between two parts', MEBIBYTE],
  ])('leaves nothing of an upload that is cancelled while bytes arrive, %s', async (_when, size) => {
    const upload = store.begin({ name: 'cancelled', contentType: 'text/plain', metadata: {} });
    // eslint-disable-next-line @typescript-eslint/require-await -- a stream
    async function* bytes(): AsyncGenerator<Buffer> {
      yield Buffer.alloc(size);
      store.abort(upload.content_id);
      yield Buffer.alloc(size);
    }
    const range = { first: 0, total: undefined, endsWithBody: true };
    await expect(sut.resume(upload, range, bytes())).rejects.toMatchObject({ status: 404 });
    expect(database.all('SELECT start, size FROM object_chunks')).toEqual([]);
    expect(store.find('cancelled')).toBeUndefined();
  });
});
