import { connect } from 'node:net';
import { TestApp } from '../../../src/testing/index.js';

const JSON_TYPE = 'Content-Type: application/json\r\n';
const BODY = '{"value":1}';
const CHUNKED = `${JSON_TYPE}Transfer-Encoding: chunked\r\n`;

describe('a request as bytes', () => {
  let app: TestApp;
  let authorization: string;

  beforeAll(async () => {
    app = await TestApp.start();
    authorization = `Authorization: Bearer ${(await app.login()).accessToken}\r\n`;
  });
  afterAll(() => app.close());

  /** The status of the reply to a request in latin1, whose head gets a host and credentials. */
  async function statusOf(line: string, rest: string): Promise<number> {
    const { host, hostname, port } = new URL(app.url);
    const socket = connect(Number(port), hostname).setEncoding('latin1');
    const head = `${line} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n${authorization}`;
    // Not ended: Node would then abort a request whose reply is still being made.
    socket.on('error', () => undefined).write(head + rest, 'latin1');
    let received = '';
    socket.on('data', (piece: string) => (received += piece));
    await new Promise((resolve) => socket.once('close', resolve));
    return Number(/^HTTP\/1\.1 (\d{3})/.exec(received)?.[1]);
  }

  it.each([
    ['a size that is no number', `zz\r\n${BODY}\r\n0\r\n\r\n`],
    ['a negative size', `-1\r\n${BODY}\r\n0\r\n\r\n`],
    ['a size with a prefix', `0xb\r\n${BODY}\r\n0\r\n\r\n`],
    ['a size beyond 64 bits', `FFFFFFFFFFFFFFFFF\r\n${BODY}\r\n0\r\n\r\n`],
    ['a size that is too small', `3\r\n${BODY}\r\n0\r\n\r\n`],
    ['lines without carriage returns', `b\n${BODY}\n0\n\n`],
  ])('is refused for a chunk with %s', async (_name, body) => {
    expect(await statusOf('PUT /storage/raw', `${CHUNKED}\r\n${body}`)).toBe(400);
  });

  it('may have extensions and trailers in its chunks, which are ignored', async () => {
    const body = `b;a="b"\r\n${BODY}\r\n0\r\nAuthorization: Bearer x\r\n\r\n`;
    expect(await statusOf('PUT /storage/chunks', `${CHUNKED}\r\n${body}`)).toBe(201);
  });

  it.each([
    ['two lengths', `${JSON_TYPE}Content-Length: 11\r\nContent-Length: 12\r\n\r\n${BODY}`],
    ['a length beside chunks', `${CHUNKED}Content-Length: 5\r\n\r\nb\r\n${BODY}\r\n0\r\n\r\n`],
    ['two hosts', `${JSON_TYPE}hOST: other\r\nContent-Length: 11\r\n\r\n${BODY}`],
    ['two credentials', `${JSON_TYPE}authorization: Bearer x\r\nContent-Length: 11\r\n\r\n${BODY}`],
    ['a folded header', `${JSON_TYPE}X-A: a\r\n b\r\nContent-Length: 11\r\n\r\n${BODY}`],
    ['a space before a colon', `${JSON_TYPE}X-A : a\r\nContent-Length: 11\r\n\r\n${BODY}`],
    ['U+0000 in a header', `${JSON_TYPE}X-A: a\0b\r\nContent-Length: 11\r\n\r\n${BODY}`],
    ['a body that is no UTF-8', `${JSON_TYPE}Content-Length: 13\r\n\r\n{"value":"\xff"}`],
  ])('is refused for %s', async (_name, rest) => {
    expect(await statusOf('PUT /storage/raw', rest)).toBe(400);
  });

  it.each(['/storage/%ff', '/storage/%c0%80', '/storage/\xff', '/storage?term=%ff', '/storage/%ed%a0%80'])(
    'is refused for the path %j, which is not UTF-8',
    async (path) => {
      expect(await statusOf(`GET ${path}`, '\r\n')).toBe(400);
    },
  );
});
