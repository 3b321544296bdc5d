import { once } from 'node:events';
import { connect, constants } from 'node:http2';
import { GrpcServer } from './grpc.server.js';

const ECHO = '/test.Service/Echo';
const MAX = 100;

/** What clients do that the SDK of Google does not. */
describe('GrpcServer', () => {
  let sut: GrpcServer;
  let port: number;
  let defects: unknown[];

  beforeEach(async () => {
    defects = [];
    sut = new GrpcServer({
      methods: { [ECHO]: (message) => Promise.resolve(message) },
      maxMessageBytes: MAX,
      onDefect: (error) => defects.push(error),
    });
    port = await sut.listen(0);
  });
  afterEach(() => sut.close());

  const callOf = (path: string) => {
    const session = connect(`http://127.0.0.1:${port}`);
    const stream = session.request({ ':method': 'POST', ':path': path });
    stream.on('error', () => undefined);
    return { session, stream };
  };
  const statusOf = async (path: string, body: Buffer): Promise<unknown> => {
    const { session, stream } = callOf(path);
    const trailers = new Promise((resolve) => stream.once('trailers', resolve));
    const replied = once(stream, 'response') as Promise<[Record<string, string>]>;
    stream.end(body);
    const [headers] = await replied;
    const given = headers['grpc-status'] ?? ((await trailers) as Record<string, string>)['grpc-status'];
    session.destroy();
    return given;
  };
  const framed = (length: number, said = length): Buffer => {
    const bytes = Buffer.alloc(5 + length);
    bytes.writeUInt32BE(said, 1);
    return bytes;
  };

  it.each([
    ['a whole message', ECHO, framed(3), '0'],
    ['a message that is cut', ECHO, framed(3, 4), '3'],
    ['no message', ECHO, Buffer.alloc(0), '3'],
    ['a message that is too long', ECHO, framed(MAX + 1), '8'],
    ['an unknown method', '/toString', framed(1), '12'],
  ])('answers %s', async (_what, path, body, expected) => {
    expect(await statusOf(path, body)).toBe(expected);
    expect(defects).toEqual([]);
  });

  it('takes it for no defect that a client goes away', async () => {
    const { session, stream } = callOf(ECHO);
    stream.write(framed(50).subarray(0, 10));
    await once(session, 'remoteSettings');
    stream.close(constants.NGHTTP2_CANCEL);
    await once(stream, 'close');
    expect(await statusOf(ECHO, framed(1))).toBe('0');
    session.destroy();
    await sut.close();
    expect(defects).toEqual([]);
  });
});
