import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** May be sent to another instance if the first did not answer. */
const IDEMPOTENT: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']);

/**
 * A balancer on loopback: each request goes to the next instance, with the address of its client added to
 * `X-Forwarded-For`. Where one cannot be reached, or breaks off an
 * idempotent request before it answers, the next one gets it, as with the `proxy_next_upstream` of nginx.
 */
export class RoundRobinProxy {
  private turn = 0;

  private constructor(
    private readonly server: Server,
    /** Where the instances answer. */
    readonly targets: string[] = [],
  ) {}

  static async start(): Promise<RoundRobinProxy> {
    const server = createServer();
    const proxy = new RoundRobinProxy(server);
    server.on('request', (incoming, response) => void proxy.pass(incoming, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }

  private async pass(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(incoming).catch(() => undefined);
    // The client went away.
    if (body === undefined) return;
    const targets = this.inTurn();
    for (const target of targets) {
      const reply = await send(target, incoming, body).catch((error: NodeJS.ErrnoException) => ({
        code: error.code,
      }));
      if ('pipe' in reply) {
        response.writeHead(reply.statusCode ?? 502, reply.headers);
        reply.pipe(response);
        return;
      }
      if (reply.code !== 'ECONNREFUSED' && !IDEMPOTENT.has(incoming.method ?? '')) break;
    }
    response.writeHead(502).end();
  }

  private inTurn(): string[] {
    const start = this.turn++ % Math.max(1, this.targets.length);
    return [...this.targets.slice(start), ...this.targets.slice(0, start)];
  }
}

/** On a connection of its own, so that none is used that the instance is about to close. */
function send(
  target: string,
  { method, url, headers, socket }: IncomingMessage,
  body: Buffer,
): Promise<IncomingMessage> {
  const forwardedFor = [headers['x-forwarded-for'] ?? [], socket.remoteAddress ?? []].flat().join(', ');
  return new Promise((resolve, reject) => {
    request(target, {
      method,
      // As it came: it may be a whole address.
      path: url,
      headers: { ...headers, 'x-forwarded-for': forwardedFor, connection: 'close' },
      agent: false,
    })
      .once('response', resolve)
      .once('error', reject)
      .end(body);
  });
}
