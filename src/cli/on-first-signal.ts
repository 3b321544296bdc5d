import { exitProcess } from 'monday-persistence/output';

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;
/** Platforms kill after ten seconds. */
const DEADLINE_MS = 9_500;

/** What is called when the process should stop. */
export interface SignalHandler {
  readonly wasCalled: boolean;
  /** Signals have their usual effect again. */
  forget(): void;
}

/**
 * Calls `stop` once, at the first SIGTERM or SIGINT. A second signal ends the process, and so does the deadline, because
 * work may ignore that it is stopped.
 */
export function onFirstSignal(stop: () => Promise<void>): SignalHandler {
  const handler = { wasCalled: false, forget };
  function forget(): void {
    for (const signal of SIGNALS) process.off(signal, called);
  }
  function called(): void {
    forget();
    handler.wasCalled = true;
    setTimeout(() => void exitProcess(1), DEADLINE_MS).unref();
    void stop();
  }
  for (const signal of SIGNALS) process.on(signal, called);
  return handler;
}
