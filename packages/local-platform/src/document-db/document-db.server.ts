import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { type Database } from './commands/command.js';
import { ClientConnection, type Silence } from './client-connection.js';
import { type ScramVerifier } from './security/scram.js';

const LOOPBACK = '127.0.0.1';
const MAX_CONNECTIONS = 1000;

/** A certificate and its key, PEM. */
export interface Tls {
  readonly key: string;
  readonly cert: string;
}

/** Accepts connections on loopback. */
export class DocumentDbServer {
  private readonly sockets = new Set<Socket>();
  private readonly server: Server;
  private connections = 0;

  constructor(
    private readonly database: Database,
    private readonly verifier: ScramVerifier | undefined,
    tls: Tls | undefined,
    private readonly silence: Silence,
  ) {
    const accept = (socket: Socket): void => this.accept(socket);
    this.server = tls
      ? createTlsServer({ ...tls, noDelay: true }, accept)
      : createServer({ noDelay: true }, accept);
    this.server.maxConnections = MAX_CONNECTIONS;
    // A handshake that fails is the client's problem.
    this.server.on('tlsClientError', () => undefined);
  }

  /** @param port 0 takes a free one. @returns the port */
  async listen(port: number): Promise<number> {
    this.server.listen(port, LOOPBACK);
    await once(this.server, 'listening');
    return (this.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private accept(socket: Socket): void {
    this.sockets.add(socket);
    socket.once('close', () => this.sockets.delete(socket));
    const connection = new ClientConnection(
      socket,
      ++this.connections,
      this.database,
      this.verifier,
      this.silence,
    );
    void connection.serve();
  }
}
