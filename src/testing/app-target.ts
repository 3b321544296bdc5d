import { type Variables } from '../config/index.js';
import { type TestPlatform, type TestPlatformOptions } from './test-platform.js';

/** Data about the test for a target. */
export interface AppEnvironment {
  /** The folder of the test, removed at its end. */
  readonly dataDir: string;
  readonly platform: TestPlatform;
  /** The options of the test, which take precedence over those of the target. */
  readonly given: Variables;
}

/** The app of one test. It is initially stopped. */
export interface AppUnderTest {
  /** Its address, without a trailing slash; the same after each start. */
  readonly url: string;
  /** Its current variables. */
  variables(): Variables;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Removes its resources after it has stopped. */
  remove?(): Promise<void>;
}

/** The target in which the app of a `TestApp` runs: this process, unless `useAppTarget` selects another. */
export interface AppTarget {
  readonly name: string;
  /** Requirements for the local platform. */
  readonly platform?: TestPlatformOptions;
  create(environment: AppEnvironment): Promise<AppUnderTest>;
}

const IN_PROCESS = 'process';

let chosen: AppTarget | undefined;

/**
 * Selects the target in which each `TestApp` started from now on runs its app, such as separate processes. Call it
 * in the set-up of the tests (`setupFiles` of Jest), so that the tests are independent of it. `undefined`: this process.
 */
export function useAppTarget(target: AppTarget | undefined): void {
  chosen = target;
}

/** `undefined` if the app runs in this process. */
export function chosenTarget(): AppTarget | undefined {
  return chosen;
}

/** The requested member of `TestApp` is available only if the app runs in the process of the test. */
export class OnlyInProcessError extends Error {
  override readonly name = 'OnlyInProcessError';

  constructor(what: string, target: string) {
    super(`${what}: only in this process, and the app runs in "${target}".`);
  }
}

/** The part of a test runner's `it` or `describe` that {@link unlessTarget} needs. */
interface Skippable {
  readonly skip: unknown;
}

/**
 * Returns `test`, or `test.skip` if the tests run against the named target; then writes the reason to standard error:
 * `unlessTarget('instances', 'why', it)('does something', ...)`.
 */
export function unlessTarget<T extends Skippable>(target: string, reason: string, test: T): T {
  if ((chosen?.name ?? IN_PROCESS) !== target) return test;
  process.stderr.write(`skipped on ${target}: ${reason}\n`);
  return test.skip as T;
}
