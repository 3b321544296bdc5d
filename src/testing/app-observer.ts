import { type Variables } from '../config/index.js';

/** Observes the apps that tests start. */
export interface AppObserver {
  /**
   * An app starts, with these variables; so that its log misses nothing, at `trace` unless its test says otherwise.
   * @returns what takes its log, in pieces as they come
   */
  started(variables: Variables): { write(text: string): void };
  /** Called when a test closes its app. @throws Error to fail the test */
  closed(): void;
}

let chosen: AppObserver | undefined;

/** Has `observer` see each app that a `TestApp` starts from now on; `undefined` for nobody. */
export function observeApps(observer: AppObserver | undefined): void {
  chosen = observer;
}

/** `undefined` if nobody looks. */
export function chosenObserver(): AppObserver | undefined {
  return chosen;
}
