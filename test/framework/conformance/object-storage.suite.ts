import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { runAs } from '../../../src/caller/index.js';
import {
  type ObjectStorageCapabilities,
  ObjectStorageInputError,
  ObjectTooLargeError,
  type ObjectStorage,
} from '../../../src/object-storage/index.js';

/** A store, and services on it. */
export interface ObjectStorageFixture {
  /** Another instance of the service on the same store. */
  instance(): Promise<ObjectStorage>;
  dispose(): Promise<void>;
}

const OF_ALICE = { accountId: 'a/1', userId: '1', kind: 'user' } as const;
const OF_BOB = { accountId: 'a', userId: '2', kind: 'user' } as const;

/** What holds for object storage on every driver. */
export function objectStorageSuite(
  create: () => Promise<ObjectStorageFixture>,
  capabilities: ObjectStorageCapabilities,
): void {
  let fixture: ObjectStorageFixture;
  let objects: ObjectStorage;
  beforeAll(async () => {
    fixture = await create();
    objects = await fixture.instance();
  });
  afterAll(() => fixture.dispose());

  const alice = <T>(work: () => Promise<T>): Promise<T> => runAs(OF_ALICE, work);
  const bob = <T>(work: () => Promise<T>): Promise<T> => runAs(OF_BOB, work);
  const read = async (name: string, from = objects): Promise<Buffer | undefined> => {
    const object = await from.get(name);
    return object && buffer(object.content);
  };
  const names = async (prefix?: string): Promise<string[]> =>
    (await objects.list({ prefix, limit: 100 })).objects.map(({ name }) => name);

  it.each([
    'plain.txt',
    'folder/file',
    'a//b',
    '/absolute',
    '../../outside',
    '...',
    '%2e%2e/x',
    'naïve ☃ ?#&+',
    'x'.repeat(256),
  ])('stores, reads, lists and deletes %j', async (name) => {
    await alice(async () => {
      const put = await objects.put(name, 'content', { contentType: 'text/plain; charset=utf-8' });
      expect(put).toEqual({
        name,
        size: 7,
        contentType: 'text/plain; charset=utf-8',
        etag: expect.stringMatching(/./) as string,
        updatedAt: expect.any(Date) as Date,
      });
      expect(await objects.head(name)).toEqual(put);
      const { content, ...info } = await objects.require(name);
      expect(info).toEqual(put);
      expect((await buffer(content)).toString()).toBe('content');
      expect(await names(name)).toEqual([name]);
      expect(await objects.delete(name)).toBe(true);
      expect(await objects.delete(name)).toBe(false);
      expect(await objects.get(name)).toBeUndefined();
      expect(await objects.head(name)).toBeUndefined();
      expect(await names(name)).toEqual([]);
    });
  });

  it.each([0, 1, 100_000, 1_500_000])('keeps %d bytes, whole and as a stream', async (size) => {
    const bytes = randomBytes(size);
    const stream = Readable.from([bytes.subarray(0, size / 2), bytes.subarray(size / 2)], {
      objectMode: false,
    });
    await alice(async () => {
      await objects.put('whole', bytes);
      await objects.put('stream', stream);
      for (const name of ['whole', 'stream']) expect((await read(name))?.equals(bytes)).toBe(true);
      expect((await objects.head('stream'))?.contentType).toBe('application/octet-stream');
    });
  });

  it('replaces an object with its type, and gives it another etag', async () => {
    await alice(async () => {
      const first = await objects.put('replaced', 'first', { contentType: 'text/plain' });
      const second = await objects.put('replaced', '{}', { contentType: 'application/json' });
      expect(second).toMatchObject({ size: 2, contentType: 'application/json' });
      expect(second.etag).not.toBe(first.etag);
      expect((await read('replaced'))?.toString()).toBe('{}');
    });
  });

  it('reads an object to its end while it is replaced and deleted', async () => {
    await alice(async () => {
      await objects.put('read', 'x'.repeat(300_000));
      const { content } = await objects.require('read');
      await objects.put('read', 'other');
      await objects.delete('read');
      expect((await buffer(content)).toString()).toBe('x'.repeat(300_000));
    });
  });

  it('shows what another instance wrote', async () => {
    const other = await fixture.instance();
    await alice(async () => {
      await objects.put('shared', 'one');
      expect((await read('shared', other))?.toString()).toBe('one');
      await other.delete('shared');
      expect(await objects.head('shared')).toBeUndefined();
    });
  });

  it('keeps one of many concurrent puts, whole', async () => {
    await alice(async () => {
      const contents = Array.from({ length: 8 }, (_, index) => String(index).repeat(10_000));
      await Promise.all(contents.map((content) => objects.put('contended', content)));
      expect(contents).toContain((await read('contended'))?.toString());
    });
  });

  it('separates accounts', async () => {
    await alice(() => objects.put('private', 'of alice'));
    await bob(async () => {
      expect(await objects.get('private')).toBeUndefined();
      expect(await objects.head('private')).toBeUndefined();
      expect(await objects.delete('private')).toBe(false);
      expect(await names()).toEqual([]);
      await objects.put('private', 'of bob');
    });
    expect((await alice(() => read('private')))?.toString()).toBe('of alice');
    await bob(() => objects.delete('private'));
  });

  it('throws without a caller', async () => {
    await expect(objects.get('private')).rejects.toMatchObject({ name: 'CallerMissingError' });
  });

  it('lists by prefix, page after page, in the order of the bytes', async () => {
    await alice(async () => {
      const all = ['list/B', 'list/a', 'list/b/c', 'list/é', 'list/\uFFFD', 'list/😀'];
      for (const name of [...all].reverse()) await objects.put(name, name);
      await objects.put('lisu', '');
      const found: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await objects.list({ prefix: 'list/', limit: 2, cursor });
        expect(page.objects.length).toBeGreaterThan(0);
        found.push(...page.objects.map(({ name }) => name));
        ({ cursor } = page);
      } while (cursor !== undefined);
      expect(found).toEqual(all);
      expect((await objects.list({ prefix: 'none/' })).objects).toEqual([]);
    });
  });

  it('stores nothing if the stream breaks', async () => {
    const broken = async function* (): AsyncGenerator<Uint8Array> {
      yield Buffer.from('part');
      await Promise.resolve();
      throw new Error('broken');
    };
    await alice(async () => {
      await objects.put('kept', 'before');
      await expect(objects.put('kept', broken())).rejects.toThrow('broken');
      await expect(objects.put('new', broken())).rejects.toThrow('broken');
      expect((await read('kept'))?.toString()).toBe('before');
      expect(await objects.head('new')).toBeUndefined();
    });
  });

  it('stores nothing of a stream that fails before it is read', async () => {
    const missing = createReadStream('/nowhere/at/all');
    await expect(alice(() => objects.put('missing', missing))).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await alice(() => objects.head('missing'))).toBeUndefined();
  });

  it('stores nothing above the limit of the call', async () => {
    await alice(async () => {
      expect(await objects.put('limited', '12345', { maxBytes: 5 })).toMatchObject({ size: 5 });
      const refused = objects.put('limited', Readable.from([Buffer.from('123456')]), { maxBytes: 5 });
      await expect(refused).rejects.toBeInstanceOf(ObjectTooLargeError);
      expect((await objects.head('limited'))?.size).toBe(5);
    });
  });

  it('reads no more than its own limit', async () => {
    let sent = 0;
    const endless = async function* (): AsyncGenerator<Uint8Array> {
      for (;;) {
        sent += 1;
        yield await Promise.resolve(Buffer.alloc(8 * 1024 * 1024));
      }
    };
    if (capabilities.maxBytes > 64 * 1024 * 1024) return;
    const put = alice(() => objects.put('endless', endless()));
    await expect(put).rejects.toMatchObject({ code: 'object-storage.too_large', status: 413 });
    expect(sent).toBeLessThanOrEqual(capabilities.maxBytes / (8 * 1024 * 1024) + 1);
  });

  it.each(['', '.', '..', 'a\nb', 'a\0b', '\uD800', 'x'.repeat(257), 7, undefined])(
    'refuses the name %j',
    async (name) => {
      await alice(async () => {
        for (const call of [
          objects.put(name as string, ''),
          objects.get(name as string),
          objects.head(name as string),
          objects.delete(name as string),
          objects.presignUpload(name as string),
        ]) {
          await expect(call).rejects.toBeInstanceOf(ObjectStorageInputError);
        }
      });
    },
  );

  it.each([
    { limit: 0 },
    { limit: 101 },
    { limit: 1.5 },
    { cursor: '' },
    { cursor: '\n' },
    { prefix: 'a\nb' },
  ])('refuses a list with %j', async (options) => {
    await expect(alice(() => objects.list(options))).rejects.toBeInstanceOf(ObjectStorageInputError);
  });

  it.each(['text', 'text/plain\r\nx: y', 'é/x', ''])('refuses the content type %j', async (contentType) => {
    await expect(alice(() => objects.put('typed', '', { contentType }))).rejects.toBeInstanceOf(
      ObjectStorageInputError,
    );
  });

  describe('a presigned upload', () => {
    if (!capabilities.presignedUpload) {
      it('is refused', async () => {
        await expect(alice(() => objects.presignUpload('signed'))).rejects.toMatchObject({
          code: 'object-storage.unsupported',
          status: 501,
        });
      });
      return;
    }

    it('stores the object of a client without credentials', async () => {
      const upload = await alice(() => objects.presignUpload('signed', { contentType: 'image/png' }));
      const { method, headers } = upload;
      const reply = await fetch(upload.url, { method, headers, body: 'pixels' });
      expect(reply.status).toBe(200);
      const info = await alice(() => objects.head('signed'));
      expect(info).toMatchObject({ size: 6, contentType: 'image/png' });
      expect(await bob(() => objects.head('signed'))).toBeUndefined();
    });
  });
}
