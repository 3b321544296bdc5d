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
  /** Where it answers, without a trailing slash; the same after each start. */
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
 * Has each `TestApp` that is started from now on run its app by `target`, such as in processes of its own. To be called
 * in the set-up of the tests (a `setupFiles` of jest), so that no test needs to know. `undefined` is this process again.
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

/** `it` and `describe` of a test runner, as far as a choice between them and their `skip` needs them. */
interface Skippable {
  readonly skip: unknown;
}

/**
 * `test` itself, but its `skip` if the tests run against the target of that name, with the reason on standard error:
 * `unlessTarget('instances', 'why', it)('does something', ...)`.
 */
export function unlessTarget<T extends Skippable>(target: string, reason: string, test: T): T {
  if ((chosen?.name ?? IN_PROCESS) !== target) return test;
  process.stderr.write(`skipped on ${target}: ${reason}\n`);
  return test.skip as T;
}
