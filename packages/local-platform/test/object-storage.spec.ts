import { randomBytes } from 'node:crypto';
import { request as send } from 'node:http';
import { TestPlatform } from '../../../src/testing/index.js';

const BUCKET = 'monday-local-objects';
const NAME = 'a/b.bin';
const OBJECT = `/storage/v1/b/${BUCKET}/o/${encodeURIComponent(NAME)}`;
const UPLOAD = `/upload/storage/v1/b/${BUCKET}/o`;

/** What clients of Google Cloud Storage send that monday's SDK does not; that is in apps-sdk/objects.suite.ts. */
describe('object storage of the local platform', () => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await TestPlatform.start();
  });
  afterAll(() => platform.close());

  const call = async (path: string, init: RequestInit = {}) => {
    const reply = await fetch(platform.url + path, { redirect: 'manual', ...init });
    return { reply, bytes: Buffer.from(await reply.arrayBuffer()) };
  };
  const statusOf = async (path: string, init?: RequestInit): Promise<number> =>
    (await call(path, init)).reply.status;
  const upload = (name: string, body: string, more = ''): Promise<number> =>
    statusOf(`${UPLOAD}?uploadType=media&name=${encodeURIComponent(name)}${more}`, { method: 'POST', body });
  const begin = async (name = NAME): Promise<string> => {
    const { reply } = await call(`${UPLOAD}?uploadType=resumable&name=${encodeURIComponent(name)}`, {
      method: 'POST',
    });
    return new URL(reply.headers.get('location') ?? '').href.slice(platform.url.length);
  };
  const put = (path: string, range: string | undefined, body?: Uint8Array<ArrayBuffer>) =>
    call(path, { method: 'PUT', body, headers: range === undefined ? {} : { 'Content-Range': range } });

  it('takes an object of two parts', async () => {
    const body = [
      '--=limit=',
      'Content-Type: application/json',
      '',
      JSON.stringify({ name: NAME, metadata: { a: 'b' } }),
      '--=limit=',
      'Content-Type: text/plain',
      '',
      'the\r\nbytes',
      '--=limit=--',
      '',
    ].join('\r\n');
    const headers = { 'Content-Type': 'multipart/related; boundary="=limit="' };
    const { reply } = await call(`${UPLOAD}?uploadType=multipart`, { method: 'POST', body, headers });
    expect(reply.status).toBe(200);
    const { bytes } = await call(OBJECT);
    expect(JSON.parse(bytes.toString())).toMatchObject({
      name: NAME,
      size: '10',
      contentType: 'text/plain',
      metadata: { a: 'b' },
    });
    expect((await call(`${OBJECT}?alt=media`)).bytes.toString()).toBe('the\r\nbytes');
  });

  it.each([
    ['no boundary', 'multipart/related', '--x\r\n\r\n{}\r\n--x--'],
    ['one part', 'multipart/related; boundary=x', '--x\r\n\r\n{}\r\n--x--'],
    ['no JSON', 'multipart/related; boundary=x', '--x\r\n\r\n{\r\n--x\r\n\r\nb\r\n--x--'],
    ['nothing', 'multipart/related; boundary=x', ''],
  ])('refuses a body with %s', async (_name, type, body) => {
    const init = { method: 'POST', body, headers: { 'Content-Type': type } };
    expect(await statusOf(`${UPLOAD}?uploadType=multipart&name=x`, init)).toBe(400);
  });

  it.each(['text/html', 'unusual'])('sends the content type as it came: %s', async (type) => {
    const init = { method: 'POST', body: 'x', headers: { 'Content-Type': type } };
    expect(await statusOf(`${UPLOAD}?uploadType=media&name=typed`, init)).toBe(200);
    const { reply } = await call(`${OBJECT.replace(encodeURIComponent(NAME), 'typed')}?alt=media`);
    expect(reply.headers.get('content-type')).toBe(type);
    expect(reply.headers.get('content-security-policy')).toContain('sandbox');
  });

  describe('a resumable upload', () => {
    const content = randomBytes(700_000);
    const part = (from: number, to: number) => Uint8Array.from(content.subarray(from, to));

    it('takes no more than the size that it was said to have', async () => {
      const path = await begin('sized');
      expect((await put(path, 'bytes 0-9/10', part(0, 20))).reply.status).toBe(413);
      expect((await put(path, 'bytes 0-9/10', part(0, 10))).reply.status).toBe(200);
    });

    it('continues where it stopped, also after a restart', async () => {
      const path = await begin();
      const first = await put(path, 'bytes 0-299999/700000', part(0, 300_000));
      expect([first.reply.status, first.reply.headers.get('range')]).toEqual([308, 'bytes=0-299999']);
      await platform.restart();
      const asked = await put(path, 'bytes */700000');
      expect([asked.reply.status, asked.reply.headers.get('range')]).toEqual([308, 'bytes=0-299999']);
      const last = await put(path, 'bytes 300000-699999/700000', part(300_000, 700_000));
      expect(last.reply.status).toBe(200);
      expect((await call(`${OBJECT}?alt=media`)).bytes.equals(content)).toBe(true);
      const again = await put(path, 'bytes */700000');
      expect(again.reply.status).toBe(200);
    });

    it('does not store a part twice', async () => {
      const path = await begin();
      await put(path, 'bytes 0-9/20', part(0, 10));
      const repeated = await put(path, 'bytes 0-9/20', part(0, 10));
      expect(repeated.reply.headers.get('range')).toBe('bytes=0-9');
    });

    it('keeps what arrived before the connection broke', async () => {
      const path = await begin();
      await new Promise<void>((resolve) => {
        const request = send(platform.url + path, { method: 'PUT', headers: { 'Content-Length': '1000' } });
        request.on('error', () => resolve());
        request.write('x'.repeat(100), () => request.destroy());
      });
      let status = 409;
      while (status === 409) ({ status } = (await put(path, 'bytes */1000')).reply);
      expect(status).toBe(308);
    });

    it('ends with DELETE', async () => {
      const path = await begin();
      expect(await statusOf(path, { method: 'DELETE' })).toBe(499);
      expect((await put(path, 'bytes */1')).reply.status).toBe(404);
    });

    it.each(['bytes', 'bytes 1-0', 'bytes a-b/c', 'items 0-1/2'])('refuses the range %j', async (range) => {
      expect((await put(await begin(), range)).reply.status).toBe(400);
    });
  });

  it.each([
    ['bytes=0-3', 206, '0123', 'bytes 0-3/10'],
    ['bytes=8-', 206, '89', 'bytes 8-9/10'],
    ['bytes=-2', 206, '89', 'bytes 8-9/10'],
    ['bytes=5-99', 206, '56789', 'bytes 5-9/10'],
    ['bytes=10-', 416, 'Range Not Satisfiable', 'bytes */10'],
    ['bytes=3-1', 200, '0123456789', null],
    ['lines=1-2', 200, '0123456789', null],
  ])('answers the range %j', async (range, status, text, contentRange) => {
    await upload('digits', '0123456789');
    const { reply, bytes } = await call(`/b/${BUCKET}/o/digits?alt=media`, { headers: { Range: range } });
    expect([reply.status, bytes.toString(), reply.headers.get('content-range')]).toEqual([
      status,
      text,
      contentRange,
    ]);
  });

  it('writes and deletes at a generation', async () => {
    expect(await upload('once', '1', '&ifGenerationMatch=0')).toBe(200);
    expect(await upload('once', '2', '&ifGenerationMatch=0')).toBe(412);
    const path = `/storage/v1/b/${BUCKET}/o/once`;
    expect(await statusOf(`${path}?ifGenerationMatch=1`, { method: 'DELETE' })).toBe(412);
    const { generation } = JSON.parse((await call(path)).bytes.toString()) as { generation: string };
    expect(await statusOf(`${path}?ifGenerationMatch=${generation}`, { method: 'DELETE' })).toBe(204);
    expect(await statusOf(path)).toBe(404);
  });

  it.each([
    ['no name', `${UPLOAD}?uploadType=media`, 400],
    ['the name .', `${UPLOAD}?uploadType=media&name=.`, 400],
    ['the name ..', `${UPLOAD}?uploadType=media&name=..`, 400],
    ['a line end', `${UPLOAD}?uploadType=media&name=a%0Ab`, 400],
    ['a name of 1,025 bytes', `${UPLOAD}?uploadType=media&name=${'x'.repeat(1_025)}`, 400],
    ['another bucket', '/upload/storage/v1/b/other/o?uploadType=media&name=x', 404],
    ['an unknown kind', `${UPLOAD}?uploadType=other&name=x`, 400],
    ['no kind', `${UPLOAD}?name=x`, 400],
  ])('refuses %s', async (_name, path, status) => {
    const { reply, bytes } = await call(path, { method: 'POST', body: 'x' });
    expect(reply.status).toBe(status);
    expect(JSON.parse(bytes.toString())).toMatchObject({ error: { code: status } });
  });

  it.each(['maxResults=0', 'maxResults=x', 'pageToken=%20', 'delimiter=/', 'prefix=a&prefix=b'])(
    'refuses a list with %s',
    async (query) => {
      expect(await statusOf(`/storage/v1/b/${BUCKET}/o?${query}`)).toBe(400);
    },
  );

  describe('for pages', () => {
    const asked = (origin: string, path = `/${BUCKET}/file`) =>
      call(path, { method: 'OPTIONS', headers: { Origin: origin, 'Access-Control-Request-Method': 'PUT' } });

    it('permits pages of this machine to use presigned URLs', async () => {
      const { reply } = await asked('http://localhost:8080');
      expect([reply.status, reply.headers.get('access-control-allow-origin')]).toEqual([
        204,
        'http://localhost:8080',
      ]);
      const put = await call(`/${BUCKET}/file`, {
        method: 'PUT',
        body: 'x',
        headers: { Origin: 'http://localhost:8080' },
      });
      expect(put.reply.status).toBe(403);
      expect(put.bytes.toString()).toContain('AccessDenied');
    });

    it.each([
      ['another site', 'https://example.com', undefined],
      ['the API without a signature', 'http://localhost:8080', OBJECT],
    ])('refuses %s', async (_name, origin, path) => {
      const { reply } = await asked(origin, path);
      expect([reply.status, reply.headers.get('access-control-allow-origin')]).toEqual([403, null]);
    });
  });

  it('is emptied by a reset', async () => {
    await upload('kept', '1');
    await platform.http.post('/__sandbox/reset');
    expect(await statusOf(`/storage/v1/b/${BUCKET}/o/kept`)).toBe(404);
  });
});
