import { withDeadline } from 'monday-persistence/deadline';
import { type Clock } from '../clock/index.js';

/**
 * The tasks of a run that are in progress. Waiting for them leaves nothing behind: the signal may live as long as the
 * process, and a promise that each wait raced against would keep all of them in memory.
 */
export class RunningTasks {
  private readonly tasks = new Set<Promise<void>>();
  private wake: () => void = () => undefined;

  /** @param signal ends every wait. Call {@link release} at the end, or it keeps this object. */
  constructor(private readonly signal: AbortSignal) {
    signal.addEventListener('abort', this.onChange);
  }

  get size(): number {
    return this.tasks.size;
  }

  /** @param task never rejects */
  add(task: Promise<void>): void {
    const tracked = task.then(() => {
      this.tasks.delete(tracked);
      this.onChange();
    });
    this.tasks.add(tracked);
  }

  /** Waits while the condition holds; it is checked after each end of a task. Ends at once if the run is stopped. */
  async waitWhile(condition: () => boolean): Promise<void> {
    while (!this.signal.aborted && condition()) await new Promise<void>((resolve) => (this.wake = resolve));
  }

  /** Resolves when all tasks have ended, or after so many milliseconds. */
  async settle(milliseconds: number, clock: Clock): Promise<void> {
    await withDeadline(Promise.all(this.tasks), milliseconds, () => undefined, clock);
  }

  release(): void {
    this.signal.removeEventListener('abort', this.onChange);
  }

  private readonly onChange = (): void => this.wake();
}
