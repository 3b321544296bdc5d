import { type Clock } from '../clock/index.js';

/** Wakes a waiting loop. A notification before the wait is not lost; several count as one. */
export class WakeSignal {
  private isNotified = false;
  private wake: (() => void) | undefined;

  constructor(private readonly clock: Clock) {}

  notify(): void {
    this.isNotified = true;
    this.wake?.();
  }

  /** Resolves at the next notification, or after the given number of milliseconds. */
  async wait(milliseconds: number): Promise<void> {
    if (!this.isNotified) {
      await new Promise<void>((resolve) => {
        const cancel = this.clock.after(milliseconds, resolve);
        this.wake = () => {
          cancel();
          resolve();
        };
      });
    }
    this.wake = undefined;
    this.isNotified = false;
  }
}
