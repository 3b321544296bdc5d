import { BoundedMap } from 'monday-persistence/bounded';
import { type Clock } from 'monday-persistence/clock';
import { GraphQLProblem } from '../graphql-problem.js';

/** docs/monday-platform.md#rate-limits */
const REQUESTS = 5_000;
const WINDOW_MS = 10_000;
const MAX_ADDRESSES = 1_000;

/** Limits the requests of a client address, whatever its token. */
export class AddressLimit {
  private readonly windows = new BoundedMap<string, { readonly until: number; requests: number }>({
    capacity: MAX_ADDRESSES,
  });

  constructor(private readonly clock: Clock) {}

  /** @throws GraphQLProblem `IP_RATE_LIMIT_EXCEEDED` */
  count(address: string): void {
    const now = this.clock.now();
    const known = this.windows.get(address);
    const window = known && now < known.until ? known : { until: now + WINDOW_MS, requests: 0 };
    if (window !== known) this.windows.set(address, window);
    window.requests += 1;
    if (window.requests <= REQUESTS) return;
    const retryInSeconds = Math.max(1, Math.ceil((window.until - now) / 1000));
    throw new GraphQLProblem('IP_RATE_LIMIT_EXCEEDED', 'IP rate limit exceeded', { retryInSeconds });
  }
}
