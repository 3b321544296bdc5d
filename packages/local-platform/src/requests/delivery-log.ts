import { Clock } from 'monday-persistence/clock';
import { Injectable } from '@nestjs/common';
import { BoundedMap } from 'monday-persistence/bounded';
import { type Exchange } from './exchange.js';
import { ExchangeLog } from './exchange-log.js';

/** How a delivery ended. */
export interface Outcome extends Pick<Exchange, 'request' | 'response'> {
  /** 0 if there was no reply. */
  readonly status: number;
}

/** How many of the last deliveries can be sent again. */
const REPEATABLE = 500;

/** The last requests of the platform to the app. The newest can be sent again. */
@Injectable()
export class DeliveryLog extends ExchangeLog {
  private readonly senders = new BoundedMap<number, () => Promise<unknown>>({ capacity: REPEATABLE });

  constructor(private readonly clock: Clock) {
    super();
  }

  /** Records the delivery of `send` with the outcome that its result has. */
  async record<T extends { readonly outcome: Outcome }>(url: string, send: () => Promise<T>): Promise<T> {
    const at = new Date(this.clock.now());
    const start = performance.now();
    const result = await send();
    const milliseconds = performance.now() - start;
    const { pathname, search } = URL.canParse(url) ? new URL(url) : { pathname: '', search: '' };
    const { status, request, response } = result.outcome;
    const number = this.add(
      { at, method: 'POST', path: pathname, status, milliseconds },
      { target: pathname + search, request, response },
    );
    this.senders.set(number, () => this.record(url, send));
    return result;
  }

  isRepeatable(number: number): boolean {
    return this.senders.has(number);
  }

  /** Sends it again with a new signature; resolves to whether it still exists. */
  async replay(number: number): Promise<boolean> {
    const send = this.senders.get(number);
    await send?.();
    return send !== undefined;
  }
}
