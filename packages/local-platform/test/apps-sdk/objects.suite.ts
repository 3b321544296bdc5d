import { randomBytes } from 'node:crypto';
import { type ObjectStorage } from '@mondaycom/apps-sdk';

/** What an app with monday's SDK does with objects; the same whether `K_SERVICE` is set or not. */
export function objectStorageSuite(create: () => ObjectStorage): void {
  let objects: ObjectStorage;
  beforeAll(() => {
    objects = create();
  });

  it.each(['plain.txt', 'folder/file.bin', 'a//b', '../../outside', 'naïve key+%2F?#&.txt', '.hidden'])(
    'uploads, describes, downloads and deletes %j',
    async (name) => {
      const content = Buffer.from(`content of ${name}`);
      expect(
        await objects.uploadFile(name, content, {
          contentType: 'text/plain',
          metadata: { owner: 'Zoë', number: '7' },
        }),
      ).toEqual({ success: true, fileName: name, fileUrl: `gs://monday-local-objects/${name}` });
      expect(await objects.getFileInfo(name)).toEqual({
        success: true,
        fileInfo: {
          name,
          size: content.length,
          contentType: 'text/plain',
          lastModified: expect.any(Date) as Date,
          etag: expect.stringMatching(/./) as string,
          metadata: { owner: 'Zoë', number: '7' },
        },
      });
      expect(await objects.downloadFile(name)).toEqual({ success: true, content, contentType: 'text/plain' });
      expect(await objects.deleteFile(name)).toEqual({ success: true });
      expect(await objects.downloadFile(name)).toEqual({ success: false, error: 'File not found' });
      expect(await objects.getFileInfo(name)).toEqual({ success: false, error: 'File not found' });
      expect(await objects.deleteFile(name)).toEqual({ success: false, error: 'File not found' });
    },
  );

  it.each([
    ['nothing', 0],
    ['one byte', 1],
    ['a part', 768 * 1024],
    ['several parts', 3 * 1024 * 1024 + 5],
  ])('keeps %s', async (_name, size) => {
    const content = randomBytes(size);
    expect(await objects.uploadFile('sized', content)).toMatchObject({ success: true });
    const downloaded = await objects.downloadFile('sized');
    expect(downloaded).toMatchObject({ success: true, contentType: 'application/octet-stream' });
    expect(downloaded.content?.equals(content)).toBe(true);
  });

  it('replaces an object, with its type', async () => {
    await objects.uploadFile('replaced', 'first', { contentType: 'text/plain' });
    await objects.uploadFile('replaced', '{"second":true}', { contentType: 'application/json' });
    const { content, contentType } = await objects.downloadFile('replaced');
    expect([content?.toString(), contentType]).toEqual(['{"second":true}', 'application/json']);
  });

  it('lists by prefix, page after page', async () => {
    for (const number of [3, 1, 2, 5, 4]) await objects.uploadFile(`list/${number}`, 'x');
    await objects.uploadFile('lisu', 'x');
    const names: string[] = [];
    let pageToken: string | undefined;
    do {
      const page = await objects.listFiles({ prefix: 'list/', maxResults: 2, pageToken });
      expect(page.success).toBe(true);
      names.push(...(page.files ?? []).map(({ name }) => name));
      ({ nextPageToken: pageToken } = page);
    } while (pageToken !== undefined);
    expect(names).toEqual(['list/1', 'list/2', 'list/3', 'list/4', 'list/5']);
    expect((await objects.listFiles({ prefix: 'list' })).files).toHaveLength(5);
    expect(await objects.listFiles({ prefix: 'none' })).toMatchObject({ success: true, files: [] });
  });

  describe('a presigned URL', () => {
    const LENGTH_RANGE = { 'x-goog-content-length-range': '0,524288000' };
    const presign = async (name: string, contentType?: string): Promise<string> => {
      const result = await objects.getPresignedUploadUrl(name, { contentType });
      expect(result).toEqual({ success: true, fileName: name, presignedUrl: expect.any(String) as string });
      return result.presignedUrl ?? '';
    };
    const put = async (url: string, headers: Record<string, string>, body = 'from a browser') => {
      const reply = await fetch(url, { method: 'PUT', headers, body });
      return { status: reply.status, text: await reply.text() };
    };

    it.each(['signed/file.json', 'naïve key+(1)!.json'])('uploads %j', async (name) => {
      const url = await presign(name, 'application/json');
      const headers = { ...LENGTH_RANGE, 'Content-Type': 'application/json' };
      expect(await put(url, headers, '{"a":1}')).toEqual({ status: 200, text: '' });
      const { content, contentType } = await objects.downloadFile(name);
      expect([content?.toString(), contentType]).toEqual(['{"a":1}', 'application/json']);
    });

    it.each([
      ['another header', (url: string) => [url, { 'x-goog-content-length-range': '0,1' }]],
      ['without its header', (url: string) => [url, {}]],
      ['another object', (url: string) => [url.replace('/signed', '/other'), LENGTH_RANGE]],
      ['a longer life', (url: string) => [url.replace(/Expires=\d+/, 'Expires=90000'), LENGTH_RANGE]],
      ['no signature', (url: string) => [url.split('?')[0], LENGTH_RANGE]],
    ] as [string, (url: string) => [string, Record<string, string>]][])(
      'is refused for %s',
      async (_name, change) => {
        const [url, headers] = change(await presign('signed'));
        expect((await put(url, headers)).status).toBe(403);
        expect(await objects.downloadFile('other')).toMatchObject({ success: false });
      },
    );

    it('permits only the upload', async () => {
      expect((await fetch(await presign('signed'))).status).toBe(403);
    });

    it('is refused when it has expired', async () => {
      const { presignedUrl = '' } = await objects.getPresignedUploadUrl('late', {
        expires: new Date(Date.now() + 1_000),
      });
      const { searchParams } = new URL(presignedUrl);
      expect(Number(searchParams.get('X-Goog-Expires'))).toBeLessThanOrEqual(1);
    });
  });
}
