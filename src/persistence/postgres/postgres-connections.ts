import { type EventEmitter } from 'node:events';
import { type Client, type ClientConfig } from 'pg';
import { hostAddressesOf } from '../../config/index.js';
import { PrimaryHost } from './primary-host.js';

export interface PostgresConnectionsOptions {
  /** Interval of keep-alive queries on a connection that waits for notifications, in milliseconds. */
  readonly heartbeatMs: number;
  /** The address of each new connection; default is the one that the connection is made with. */
  readonly currentUrl?: (() => string) | undefined;
}

/** Figures of production. */
export const POSTGRES_CONNECTION_SETTINGS = { heartbeatMs: 10_000 };

/** Timeout of a keep-alive query. */
const HEARTBEAT_TIMEOUT_MS = 5_000;
/** Timeout for closing a connection. */
const CLOSE_TIMEOUT_MS = 1_000;

type ClientClass = new (config?: string | ClientConfig) => Client;

/** Delay of the first TCP keep-alive probe, short enough that load balancers and NATs keep an idle connection. */
export const KEEP_ALIVE = { keepAlive: true, keepAliveInitialDelayMillis: 10_000 } as const;

/**
 * Connections created by a pool or by a library with its own pools, through {@link Client}. A server or network that
 * becomes silent never blocks them for long:
 *
 * - the loss of a connection fails its queries only (without a listener, the library would end the process);
 * - a connection that waits for notifications sends keep-alive queries;
 * - closing one does not wait for a server that does not answer;
 * - all connections can be closed at once, which fails all pending queries.
 *
 * Use `query_timeout` to limit queries.
 */
export class PostgresConnections {
  /** The `Client` class for a pool. */
  readonly Client: ClientClass;
  private readonly open = new Set<Client>();
  private isCut = false;

  private constructor(Base: typeof Client, { heartbeatMs, currentUrl }: PostgresConnectionsOptions) {
    const track = (client: Client): void => this.track(client);
    const primary = new PrimaryHost(Base);
    this.Client = class extends Base {
      private readonly hosts: readonly string[];

      constructor(config?: string | ClientConfig) {
        const given = typeof config === 'string' ? { connectionString: config } : { ...config };
        const hosts = hostAddressesOf(currentUrl?.() ?? given.connectionString ?? '');
        super({ ...given, ...(hosts[0] && { connectionString: hosts[0] }) });
        this.hosts = hosts;
        track(this);
        this.on('error', () => undefined);
        (this as EventEmitter).on('newListener', (event) => {
          if (event === 'notification') sendHeartbeats(this, heartbeatMs);
        });
      }

      override connect(): Promise<Client>;
      override connect(callback: (error: Error) => void): void;
      override connect(callback?: (error: Error) => void): Promise<Client> | void {
        if (this.hosts.length < 2) return callback ? super.connect(callback) : super.connect();
        const connected = primary.use(this, this.hosts, () => super.connect());
        if (!callback) return connected;
        connected.then(() => callback(undefined as unknown as Error), callback);
      }

      override end(): Promise<void>;
      override end(callback: (error: Error) => void): void;
      override end(callback?: (error: Error) => void): Promise<void> | void {
        const timer = setTimeout(() => this.connection.stream.destroy(), CLOSE_TIMEOUT_MS).unref();
        this.once('end', () => clearTimeout(timer));
        return callback ? super.end(callback) : super.end();
      }
    };
  }

  /** Loads the library. */
  static async load(options: PostgresConnectionsOptions): Promise<PostgresConnections> {
    const { Client } = await import('pg');
    return new PostgresConnections(Client, options);
  }

  /** Closes all open connections immediately, and all that are opened later. */
  cut(): void {
    this.isCut = true;
    for (const { connection } of this.open) connection.stream.destroy();
  }

  private track(client: Client): void {
    this.open.add(client);
    client.once('end', () => this.open.delete(client));
    if (this.isCut) process.nextTick(() => client.connection.stream.destroy());
  }
}

const withHeartbeats = new WeakSet<Client>();

function sendHeartbeats(client: Client, heartbeatMs: number): void {
  if (withHeartbeats.has(client)) return;
  withHeartbeats.add(client);
  const query = { text: 'SELECT 1', query_timeout: HEARTBEAT_TIMEOUT_MS };
  let timer: NodeJS.Timeout;
  const sendLater = (): void => {
    timer = setTimeout(() => {
      // Destroyed without an error: an error of a closing client has no listener and would end the process.
      client.query(query).then(sendLater, () => client.connection.stream.destroy());
    }, heartbeatMs).unref();
  };
  sendLater();
  client.once('end', () => clearTimeout(timer));
}
