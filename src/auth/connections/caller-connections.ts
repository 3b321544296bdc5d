import { type CallerContext } from '../../caller/index.js';
import { type Clock } from '../../clock/index.js';
import { FRESH_MS } from '../freshness.js';
import { type Connection } from './connection.js';

interface Known {
  readonly connection: Connection;
  readonly readAt: number;
}

/**
 * The connection that the work of a caller has read, so that several calls to monday within one request cost one read.
 * For stores in which each read counts towards a limit. Changes by this instance take effect at once, those of others
 * within five seconds.
 */
export class CallerConnections {
  private known = new WeakMap<CallerContext, Known>();

  constructor(private readonly clock: Clock) {}

  get(caller: CallerContext): Connection | undefined {
    const known = this.known.get(caller);
    const age = this.clock.now() - (known?.readAt ?? 0);
    return age >= 0 && age < FRESH_MS ? known?.connection : undefined;
  }

  /** @param readAt when the read began, in milliseconds since the epoch */
  set(caller: CallerContext, connection: Connection, readAt: number): void {
    this.known.set(caller, { connection, readAt });
  }

  /** After any change of a connection, of whomever. */
  forgetAll(): void {
    this.known = new WeakMap();
  }
}
