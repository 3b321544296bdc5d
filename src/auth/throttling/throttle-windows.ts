import { type ThrottlerStorage } from '@nestjs/throttler';
import { BoundedMap } from 'monday-persistence/bounded';
import { type Clock } from '../../clock/index.js';

type ThrottlerResult = Awaited<ReturnType<ThrottlerStorage['increment']>>;

/** What one client did in the current window. */
export interface ThrottleCount {
  /** Counted by this process. */
  own: number;
  /** The part of `own` that was published to other processes. */
  reported: number;
  /** Count of other processes, as far as it is known. */
  others: number;
}

/** How many times the limit of a client all clients of a network may send together. */
const CLIENTS_OF_A_NETWORK = 10;

/**
 * Counts requests in fixed windows, in memory: All counts of a window are deleted at its end. At most `capacity`
 * clients are kept, so that requests from many addresses cannot fill the memory. If there are more, the oldest is
 * removed first.
 */
export class ThrottleWindows implements ThrottlerStorage {
  /** Number of the current window, counted from the epoch. */
  protected window = -1;
  private readonly counts: BoundedMap<string, ThrottleCount>;

  /** @param capacity maximum number of clients per window */
  constructor(
    capacity: number,
    protected readonly clock: Clock,
  ) {
    this.counts = new BoundedMap({ capacity });
  }

  /** Number of clients in memory. */
  get size(): number {
    return this.counts.size;
  }

  /**
   * Counts one request.
   * @param key names client and route; `<network>|<client>` counts the request for both, and the network may send ten
   *   times the limit. Clients of a network beyond that are not remembered, so that nobody who has many addresses makes
   *   us forget others
   * @param ttl length of the window, in milliseconds
   */
  increment(key: string, ttl: number, limit: number): Promise<ThrottlerResult> {
    this.turnTo(Math.floor(this.clock.now() / ttl));
    const [network = '', client] = key.split('|');
    const isOver = client !== undefined && this.isNetworkOver(network, client, ttl, limit);
    const totalHits = isOver ? limit + 1 : this.count(client ?? network, ttl, limit);
    const timeToExpire = Math.ceil(((this.window + 1) * ttl - this.clock.now()) / 1000);
    const isBlocked = totalHits > limit;
    return Promise.resolve({
      totalHits,
      timeToExpire,
      isBlocked,
      timeToBlockExpire: isBlocked ? timeToExpire : 0,
    });
  }

  /** Counts the request for the network, unless the client alone has sent too many. */
  private isNetworkOver(network: string, client: string, ttl: number, limit: number): boolean {
    const known = this.counts.get(client);
    if (known && known.own + known.others > limit) return false;
    const networkLimit = limit * CLIENTS_OF_A_NETWORK;
    return this.count(network, ttl, networkLimit) > networkLimit;
  }

  /** @returns the requests of the window, at most one more than the limit by this instance */
  private count(key: string, ttl: number, limit: number): number {
    const count = this.countOf(key);
    if (count.own + count.others <= limit) {
      count.own += 1;
      this.counted(key, count, ttl);
    }
    return count.own + count.others;
  }

  /** Called after each counted request. */
  protected counted(_key: string, _count: ThrottleCount, _ttl: number): void {
    // Nobody else has to know.
  }

  private turnTo(window: number): void {
    if (window === this.window) return;
    this.window = window;
    this.counts.clear();
  }

  private countOf(key: string): ThrottleCount {
    const known = this.counts.get(key);
    if (known) return known;
    const count = { own: 0, reported: 0, others: 0 };
    this.counts.set(key, count);
    return count;
  }
}
