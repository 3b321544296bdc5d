import { type Variables } from '../config/index.js';

/** Observes the apps that tests start. */
export interface AppObserver {
  /**
   * Called when an app starts, with its variables. The log level is `trace` unless the test sets another.
   * @returns a sink that receives the app's log in pieces
   */
  started(variables: Variables): { write(text: string): void };
  /** Called when a test closes its app. @throws Error to fail the test */
  closed(): void;
}

let chosen: AppObserver | undefined;

/** Sets the observer of all apps that a `TestApp` starts from now on; `undefined` removes it. */
export function observeApps(observer: AppObserver | undefined): void {
  chosen = observer;
}

/** The current observer; `undefined` if none is set. */
export function chosenObserver(): AppObserver | undefined {
  return chosen;
}
