import { type Delivery, type Outcome } from '../../../src/queue/queue.driver.js';

const DONE: Outcome = { type: 'done' };

/** A delivery as a test sees it. */
export interface SeenDelivery extends Delivery {
  /** Time by the recorder's clock. */
  readonly at: number;
}

/** Records what a driver brings, and lets a test wait for it and decide its outcome. */
export class Deliveries {
  readonly seen: SeenDelivery[] = [];
  private readonly waiting = new Set<() => void>();

  constructor(
    private readonly now: () => number,
    private readonly decide: (delivery: SeenDelivery) => Outcome | Promise<Outcome> = () => DONE,
  ) {}

  readonly handle = async (delivery: Delivery): Promise<Outcome> => {
    const seen = Object.assign(delivery, { at: this.now() });
    this.seen.push(seen);
    for (const check of this.waiting) check();
    return this.decide(seen);
  };

  get ids(): string[] {
    return this.seen.map(({ id }) => id);
  }

  /** Resolves when so many were brought, to all of them. */
  reach(count: number): Promise<SeenDelivery[]> {
    return new Promise((resolve) => {
      const check = (): void => {
        if (this.seen.length < count) return;
        this.waiting.delete(check);
        resolve(this.seen);
      };
      this.waiting.add(check);
      check();
    });
  }
}

/** A promise with its ends in hand. */
export function deferred<T = void>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve!: (value: T) => void;
  const promise = new Promise<T>((done) => (resolve = done));
  return { promise, resolve };
}
