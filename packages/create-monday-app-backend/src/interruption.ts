import { CreateError } from './create.errors.js';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Watches for the signals that end a program, so that it can clean up first. */
export class Interruption {
  private readonly controller = new AbortController();

  private constructor() {}

  static watch(): Interruption {
    const interruption = new Interruption();
    for (const signal of SIGNALS) process.on(signal, interruption.interrupt);
    return interruption;
  }

  /** Aborted at the first signal. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** @throws CreateError after a signal */
  check(): void {
    if (this.signal.aborted) throw new CreateError('Interrupted; nothing was created.');
  }

  stop(): void {
    for (const signal of SIGNALS) process.off(signal, this.interrupt);
  }

  /** As a signal does. */
  readonly interrupt = (): void => this.controller.abort();
}
