import { once } from 'node:events';
import { createServer, type Http2Server, type ServerHttp2Session, type ServerHttp2Stream } from 'node:http2';
import { type AddressInfo } from 'node:net';
import { GRPC_STATUS, GrpcRefusal } from './grpc-status.js';

const LOOPBACK = '127.0.0.1';
const PREFIX_BYTES = 5;
const CONTENT_TYPE = 'application/grpc+proto';
const MAX_STREAMS = 100;

/** A unary method: the message of the request in, the message of the response out. @throws GrpcRefusal */
export type GrpcMethod = (message: Buffer) => Promise<Buffer>;

export interface GrpcServerOptions {
  /** By path, such as `/package.Service/Method`. */
  readonly methods: Readonly<Record<string, GrpcMethod>>;
  readonly maxMessageBytes: number;
  /** Receives errors that are not refusals, which the client sees as `INTERNAL`. */
  readonly onDefect: (error: unknown) => void;
}

/**
 * Serves unary calls of gRPC over HTTP/2 without TLS, on loopback. Messages are not compressed.
 * Source: github.com/grpc/grpc, doc/PROTOCOL-HTTP2.md
 */
export class GrpcServer {
  private readonly sessions = new Set<ServerHttp2Session>();
  private readonly calls = new Set<Promise<void>>();
  private readonly server: Http2Server;

  constructor(private readonly options: GrpcServerOptions) {
    this.server = createServer({ settings: { maxConcurrentStreams: MAX_STREAMS } });
    this.server.on('session', (session) => this.track(session));
    this.server.on('stream', (stream, headers) => {
      const call = this.answer(stream, String(headers[':path']));
      this.calls.add(call);
      void call.finally(() => this.calls.delete(call));
    });
  }

  /** @param port 0 takes a free one. @returns the port. @throws the error of the server, such as EADDRINUSE */
  async listen(port: number): Promise<number> {
    this.server.listen(port, LOOPBACK);
    await once(this.server, 'listening');
    return (this.server.address() as AddressInfo).port;
  }

  /** Ends connections; calls that were received whole are finished before it resolves. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    for (const session of this.sessions) session.destroy();
    await Promise.all([closed, ...this.calls]);
  }

  private track(session: ServerHttp2Session): void {
    this.sessions.add(session);
    session.on('error', () => undefined);
    session.once('close', () => this.sessions.delete(session));
  }

  private async answer(stream: ServerHttp2Stream, path: string): Promise<void> {
    // A client that goes away needs no answer.
    stream.on('error', () => undefined);
    try {
      const reply = await this.call(path, stream);
      if (!stream.destroyed) respond(stream, reply);
    } catch (error) {
      if (!stream.destroyed) refuse(stream, this.refusalOf(error));
    }
  }

  private async call(path: string, stream: ServerHttp2Stream): Promise<Buffer> {
    const { methods, maxMessageBytes } = this.options;
    const method = Object.hasOwn(methods, path) ? methods[path] : undefined;
    if (!method) throw new GrpcRefusal(GRPC_STATUS.unimplemented, `The local platform has no ${path}.`);
    return method(await readMessage(stream, maxMessageBytes));
  }

  private refusalOf(error: unknown): GrpcRefusal {
    if (error instanceof GrpcRefusal) return error;
    this.options.onDefect(error);
    return new GrpcRefusal(GRPC_STATUS.internal, 'An internal error occurred.');
  }
}

/** @throws GrpcRefusal if there is no whole message, or a larger one */
async function readMessage(stream: ServerHttp2Stream, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes + PREFIX_BYTES) {
      throw new GrpcRefusal(GRPC_STATUS.resourceExhausted, `A message has at most ${maxBytes} bytes.`);
    }
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks, size);
  if (size < PREFIX_BYTES || bytes.readUInt32BE(1) !== size - PREFIX_BYTES) {
    throw new GrpcRefusal(GRPC_STATUS.invalidArgument, 'The call has no whole message.');
  }
  if (bytes[0] !== 0)
    throw new GrpcRefusal(GRPC_STATUS.unimplemented, 'Compressed messages are not supported.');
  return bytes.subarray(PREFIX_BYTES);
}

function respond(stream: ServerHttp2Stream, message: Buffer): void {
  const prefix = Buffer.alloc(PREFIX_BYTES);
  prefix.writeUInt32BE(message.length, 1);
  stream.once('wantTrailers', () => stream.sendTrailers({ 'grpc-status': String(GRPC_STATUS.ok) }));
  stream.respond({ ':status': 200, 'content-type': CONTENT_TYPE }, { waitForTrailers: true });
  stream.end(Buffer.concat([prefix, message]));
}

function refuse(stream: ServerHttp2Stream, { status, message }: GrpcRefusal): void {
  stream.respond(
    {
      ':status': 200,
      'content-type': CONTENT_TYPE,
      'grpc-status': String(status),
      'grpc-message': encodeURIComponent(message),
    },
    { endStream: true },
  );
}
