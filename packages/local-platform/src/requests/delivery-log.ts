import { Clock } from 'monday-persistence/clock';
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Latest } from './latest.js';

/** A request of the platform to the app and its status, without body, query and headers. */
export interface RecordedDelivery {
  readonly id: string;
  readonly at: Date;
  /** The app's path. */
  readonly path: string;
  /** 0 if there was no reply. */
  readonly status: number;
  readonly milliseconds: number;
}

interface Kept extends RecordedDelivery {
  readonly send: () => Promise<unknown>;
}

/** The last requests to the app, newest first, which can be sent again. In memory only. */
@Injectable()
export class DeliveryLog {
  private readonly deliveries = new Latest<Kept>();

  constructor(private readonly clock: Clock) {}

  /** Records the delivery of `send` with the status from `statusOf`. */
  async record<T>(url: string, send: () => Promise<T>, statusOf: (result: T) => number): Promise<T> {
    const at = new Date(this.clock.now());
    const start = performance.now();
    const result = await send();
    const milliseconds = performance.now() - start;
    const path = URL.canParse(url) ? new URL(url).pathname : '';
    const again = (): Promise<T> => this.record(url, send, statusOf);
    this.deliveries.add({
      id: randomUUID(),
      at,
      path,
      status: statusOf(result),
      milliseconds,
      send: again,
    });
    return result;
  }

  list(): readonly RecordedDelivery[] {
    return this.deliveries.list().map(({ id, at, path, status, milliseconds }) => ({
      id,
      at,
      path,
      status,
      milliseconds,
    }));
  }

  /** Sends it again with a new signature; resolves to whether it still exists. */
  async replay(id: string): Promise<boolean> {
    const delivery = this.deliveries.list().find((each) => each.id === id);
    await delivery?.send();
    return delivery !== undefined;
  }
}
