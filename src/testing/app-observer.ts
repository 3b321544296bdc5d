import { type Variables } from '../config/index.js';

/** Sees what the apps do that tests run in this process. */
export interface AppObserver {
  /** Takes the lines of the log; so that it misses none, an app logs at `trace` unless its test says otherwise. */
  readonly log: { write(line: string): void };
  /** An app starts, with these variables. */
  started(variables: Variables): void;
  /** A test is done with its app. @throws Error to fail it */
  closed(): void;
}

let chosen: AppObserver | undefined;

/** Has `observer` see each app that a `TestApp` starts from now on; `undefined` for nobody. */
export function observeApps(observer: AppObserver | undefined): void {
  chosen = observer;
}

/** `undefined` where nobody looks. */
export function chosenObserver(): AppObserver | undefined {
  return chosen;
}
