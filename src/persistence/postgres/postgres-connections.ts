import { type EventEmitter } from 'node:events';
import { type Client, type ClientConfig } from 'pg';

export interface SilenceLimits {
  /** How often a connection that waits for notifications asks the server whether it is still there, in milliseconds. */
  readonly heartbeatMs: number;
  /** How long the server may take to answer that, in milliseconds. */
  readonly heartbeatLimitMs: number;
  /** How long a connection that is closed waits for the server's farewell, in milliseconds. */
  readonly farewellMs: number;
}

const LIMITS: SilenceLimits = { heartbeatMs: 10_000, heartbeatLimitMs: 5_000, farewellMs: 1_000 };

type ClientClass = new (config?: string | ClientConfig) => Client;

/** Sends the first probe of TCP so early that balancers and NATs do not forget an idle connection. */
export const KEEP_ALIVE = { keepAlive: true, keepAliveInitialDelayMillis: 10_000 } as const;

/**
 * The connections that a pool, or a library with pools of its own, makes with its {@link Client}. A server or a network
 * that goes silent without a word never holds them for long:
 *
 * - the loss of a connection ends its queries, and nothing else (the library ends the process if nobody listens);
 * - a connection that waits for notifications asks from time to time whether the server is still there;
 * - closing one does not wait for a server that does not answer;
 * - all can be cut at once, which ends whatever waits for an answer.
 *
 * Limit queries by `query_timeout` besides.
 */
export class PostgresConnections {
  /** To be given to a pool as `Client`. */
  readonly Client: ClientClass;
  private readonly open = new Set<Client>();
  private isCut = false;

  private constructor(Base: typeof Client, limits: SilenceLimits) {
    const track = (client: Client): void => this.track(client);
    this.Client = class extends Base {
      constructor(config?: string | ClientConfig) {
        super(config);
        track(this);
        this.on('error', () => undefined);
        (this as EventEmitter).on('newListener', (event) => {
          if (event === 'notification') keepAsking(this, limits);
        });
      }

      override end(): Promise<void>;
      override end(callback: (error: Error) => void): void;
      override end(callback?: (error: Error) => void): Promise<void> | void {
        const timer = setTimeout(() => this.connection.stream.destroy(), limits.farewellMs).unref();
        this.once('end', () => clearTimeout(timer));
        return callback ? super.end(callback) : super.end();
      }
    };
  }

  /** Loads the library. */
  static async load(limits: Partial<SilenceLimits> = {}): Promise<PostgresConnections> {
    const { Client } = await import('pg');
    return new PostgresConnections(Client, { ...LIMITS, ...limits });
  }

  /** Ends all that are open, without asking the server, and whatever is opened later. */
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

const asking = new WeakSet<Client>();

function keepAsking(client: Client, { heartbeatMs, heartbeatLimitMs }: SilenceLimits): void {
  if (asking.has(client)) return;
  asking.add(client);
  const question = { text: 'SELECT 1', query_timeout: heartbeatLimitMs };
  let timer: NodeJS.Timeout;
  const askLater = (): void => {
    timer = setTimeout(() => {
      client.query(question).then(askLater, (error: Error) => client.connection.stream.destroy(error));
    }, heartbeatMs).unref();
  };
  askLater();
  client.once('end', () => clearTimeout(timer));
}
