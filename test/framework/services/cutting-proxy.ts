import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A TCP proxy on loopback in front of a server, that can be cut and healed. */
export class CuttingProxy {
  private readonly sockets = new Set<Socket>();
  private isCut = false;

  private constructor(private readonly server: Server) {}

  static async start(target: { readonly host: string; readonly port: number }): Promise<CuttingProxy> {
    const server = createServer();
    const proxy = new CuttingProxy(server);
    server.on('connection', (socket) => {
      if (proxy.isCut) socket.resetAndDestroy();
      else proxy.pass(socket, connect(target));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return proxy;
  }

  get address(): { readonly host: string; readonly port: number } {
    return { host: '127.0.0.1', port: (this.server.address() as AddressInfo).port };
  }

  /** Resets every connection, and every new one until `heal`. */
  cut(): void {
    this.isCut = true;
    // A socket that is not open both ways cannot be reset: Node would keep its handle for ever.
    for (const socket of this.sockets) {
      if (socket.readyState !== 'open') socket.destroy();
      else socket.resetAndDestroy();
    }
  }

  /** Lets nothing through any more, and closes nothing: a server that has fallen silent. */
  freeze(): void {
    for (const socket of this.sockets) socket.unpipe().pause();
  }

  heal(): void {
    this.isCut = false;
  }

  async close(): Promise<void> {
    this.cut();
    this.server.close();
    await once(this.server, 'close');
  }

  private pass(near: Socket, far: Socket): void {
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      this.sockets.add(from);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        this.sockets.delete(from);
        to.destroy();
      });
      from.pipe(to);
    }
  }
}
