import { Cluster, Redis, type ClusterOptions, type RedisOptions } from 'ioredis';

export interface TrackedClusterOptions {
  /** Of the connection to each node. */
  readonly redisOptions: RedisOptions;
  /** Milliseconds until the next attempt, from the number of the last one; from 1. */
  readonly reconnectDelayMs: (attempt: number) => number;
}

/** A Redis cluster, with the copies that BullMQ makes of it. It finds its nodes by the one in the address. */
export class TrackedCluster extends Cluster {
  private readonly all: Cluster[] = [this];

  constructor(currentUrl: () => string, { redisOptions, reconnectDelayMs }: TrackedClusterOptions) {
    // Only the library can read its addresses.
    const { host, port, username, password, tls } = new Redis(currentUrl(), { lazyConnect: true }).options;
    super([{ host, port }], {
      redisOptions: { ...redisOptions, username, password, tls },
      clusterRetryStrategy: reconnectDelayMs,
      // The certificates of a cluster are for the names of its nodes.
      ...(tls && { dnsLookup: (address, callback) => callback(null, address) }),
    });
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
    this.all.push(copy);
    return copy;
  }
}
