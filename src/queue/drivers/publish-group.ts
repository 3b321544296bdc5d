import { setImmediate as nextTurn } from 'node:timers/promises';

const MAX_GROUP = 256;

interface Waiting<T> {
  readonly item: T;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Sends what is published at the same time in one round trip. Each publish is acknowledged when its group is. */
export class PublishGroup<T> {
  private waiting: Waiting<T>[] = [];
  private pumping: Promise<void> | undefined;

  /** @param send all of the items or, as far as anyone knows, none */
  constructor(private readonly send: (items: readonly T[]) => Promise<unknown>) {}

  submit(item: T): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      this.pumping ??= this.pump();
    });
  }

  /** Resolves when nothing waits. */
  async drain(): Promise<void> {
    await this.pumping;
  }

  private async pump(): Promise<void> {
    while (this.waiting.length > 0) {
      // Whatever else arrives in this turn of the event loop joins.
      await nextTurn();
      const group = this.waiting.splice(0, MAX_GROUP);
      try {
        await this.send(group.map(({ item }) => item));
        for (const { resolve } of group) resolve();
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    this.pumping = undefined;
  }
}
