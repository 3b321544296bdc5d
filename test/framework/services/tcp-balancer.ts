import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/**
 * A balancer on loopback that passes bytes as they come: each connection goes to the next instance, and if that cannot be
 * reached to the one after it. It changes nothing of what the app is sent and answers.
 */
export class TcpBalancer {
  private readonly sockets = new Set<Socket>();
  private turn = 0;

  private constructor(
    private readonly server: Server,
    /** Where the instances answer. */
    readonly targets: string[] = [],
  ) {}

  static async start(): Promise<TcpBalancer> {
    const server = createServer({ allowHalfOpen: true });
    const balancer = new TcpBalancer(server);
    server.on('connection', (near) => void balancer.pass(near));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return balancer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
    await once(this.server, 'close');
  }

  private async pass(near: Socket): Promise<void> {
    this.watch(near);
    const start = this.turn++ % Math.max(1, this.targets.length);
    for (const target of [...this.targets.slice(start), ...this.targets.slice(0, start)]) {
      const far = await open(target);
      if (far === undefined) continue;
      this.watch(far);
      join(near, far);
      join(far, near);
      return;
    }
    near.destroy();
  }

  private watch(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('error', () => socket.destroy()).on('close', () => this.sockets.delete(socket));
  }
}

/** `undefined` if nothing listens. */
async function open(target: string): Promise<Socket | undefined> {
  const { hostname, port } = new URL(target);
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
  try {
    await once(socket, 'connect');
    return socket;
  } catch {
    return undefined;
  }
}

/** Also in its end: what is broken off on one side is on the other. */
function join(from: Socket, to: Socket): void {
  from.pipe(to);
  from.on('close', () => to.destroy());
}
