import { Cluster, Redis, type ClusterOptions, type RedisOptions } from 'ioredis';
import { endBetweenAttempts } from './end-between-attempts.js';

export interface TrackedClusterOptions {
  /** Of the connection to each node. */
  readonly redisOptions: RedisOptions;
  /** Milliseconds until the next attempt, from the number of the last one; from 1. */
  readonly reconnectDelayMs: (attempt: number) => number;
}

/**
 * A Redis cluster, with the copies that BullMQ makes of it. It finds its nodes by the one in the address: at the start,
 * and again after it has lost all of them. Each connection to a node logs in as the address says by then.
 */
export class TrackedCluster extends Cluster {
  private readonly all: Cluster[] = [this];

  /** @param currentUrl asked for each new connection, because the address may change */
  constructor(
    private readonly currentUrl: () => string,
    { redisOptions, reconnectDelayMs }: TrackedClusterOptions,
  ) {
    super([seedOf(currentUrl)], {
      redisOptions,
      clusterRetryStrategy: reconnectDelayMs,
      // Each connection looks up the name itself. The certificates of a cluster are for the names of its nodes.
      dnsLookup: (name, callback) => callback(null, name),
    });
    endBetweenAttempts(this);
    followLogin(this, currentUrl);
  }

  /** Whether it and its copies can be used now. */
  get isReady(): boolean {
    return this.all.every(({ status }) => status === 'ready');
  }

  /** Closes it and its copies without notifying the servers. */
  cut(): void {
    for (const cluster of this.all) if (cluster.status !== 'end') cluster.disconnect();
  }

  override duplicate(nodes?: Parameters<Cluster['duplicate']>[0], options?: ClusterOptions): Cluster {
    const copy = super.duplicate(nodes, options);
    endBetweenAttempts(copy);
    followLogin(copy, this.currentUrl);
    this.all.push(copy);
    return copy;
  }
}

/** Only the library can read its addresses. */
const optionsOf = (url: string): RedisOptions => new Redis(url, { lazyConnect: true }).options;

/** The node in the address; the library reads it each time that it has no nodes. */
function seedOf(currentUrl: () => string): Pick<RedisOptions, 'host' | 'port'> {
  return {
    get host() {
      return optionsOf(currentUrl()).host;
    },
    get port() {
      return optionsOf(currentUrl()).port;
    },
  };
}

/** Has each connection to a node log in as the address says by then, its later ones and its copies included. */
function followLogin(cluster: Cluster, currentUrl: () => string): void {
  cluster.on('+node', ({ options }: Redis) => {
    for (const name of ['username', 'password', 'tls'] as const) {
      Object.defineProperty(options, name, { get: () => optionsOf(currentUrl())[name], enumerable: true });
    }
  });
}
