import { FakeClock } from 'monday-persistence/testing';
import { type Persistence } from '../../../src/persistence/index.js';

const START = Date.UTC(2026, 1, 3, 10);

/** A clock that a case sets to another moment. */
export class SettableClock extends FakeClock {
  get nowMs(): number {
    return this.now();
  }

  set nowMs(time: number) {
    this.advance(time - this.now());
  }
}

/** The open instances of a test on its store, and their clock. */
export class Instances {
  readonly clock = new SettableClock(START);
  protected readonly opened: Persistence[] = [];

  /** Another open instance. */
  async open<T extends Persistence>(make: () => T): Promise<T> {
    const instance = make();
    await instance.open();
    this.opened.push(instance);
    return instance;
  }

  /** After a test. */
  async release(): Promise<void> {
    await this.close();
  }

  protected async close(): Promise<void> {
    for (const instance of this.opened.splice(0)) await instance.close();
  }
}

/**
 * Instances that the tests of a `describe` borrow one after another, on a store that is emptied between them: on a server,
 * opening one, with its connections, takes longer than most tests.
 */
export class KeptInstances extends Instances {
  private borrowed = 0;

  /** Closes them after the tests of the surrounding `describe`. Call it before what removes the store. */
  static ofTests(): KeptInstances {
    const instances = new KeptInstances();
    afterAll(() => instances.close());
    return instances;
  }

  /** @param make always makes the same, but for the state that it has in memory */
  override async open<T extends Persistence>(make: () => T): Promise<T> {
    const kept = this.opened[this.borrowed++] as T | undefined;
    if (kept === undefined) return super.open(make);
    // A test may have closed it.
    await kept.open();
    return kept;
  }

  override release(): Promise<void> {
    this.borrowed = 0;
    this.clock.nowMs = START;
    return Promise.resolve();
  }
}
