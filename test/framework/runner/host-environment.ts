import { type EnvironmentContext, type JestEnvironment, type JestEnvironmentConfig } from '@jest/environment';
import { ModernFakeTimers } from '@jest/fake-timers';
import { ModuleMocker } from 'jest-mock';

/** Jest sets 100, which makes each error several times as expensive, and each `expect` makes one. Node's own is 10. */
const STACK_FRAMES = 30;
/** What jest-circus keeps in the globals for one test file. */
const OF_ONE_FILE = new Set(['JEST_STATE_SYMBOL', 'EVENT_HANDLERS']);

/**
 * Runs the tests in the realm of the process, as `shared-runtime.cjs` loads them. After a test file it puts back what the
 * process had before: environment variables, console, `process.exit` and timers.
 */
export default class HostEnvironment implements JestEnvironment {
  readonly global = globalThis as unknown as JestEnvironment['global'];
  readonly moduleMocker = new ModuleMocker(globalThis);
  readonly fakeTimers = null;
  readonly fakeTimersModern: ModernFakeTimers;
  private readonly conditions: string[];
  private readonly before = {
    console: globalThis.console,
    variables: { ...process.env },
    // eslint-disable-next-line @typescript-eslint/unbound-method -- put back as it is
    exit: process.exit,
  };

  constructor({ projectConfig }: JestEnvironmentConfig, _context: EnvironmentContext) {
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
    this.conditions = projectConfig.testEnvironmentOptions['customExportConditions'] as string[];
  }

  setup(): Promise<void> {
    Error.stackTraceLimit = STACK_FRAMES;
    return Promise.resolve();
  }

  teardown(): Promise<void> {
    this.fakeTimersModern.dispose();
    globalThis.console = this.before.console;
    process.exit = this.before.exit;
    for (const name of Object.keys(process.env)) {
      if (!(name in this.before.variables)) delete process.env[name];
    }
    Object.assign(process.env, this.before.variables);
    for (const symbol of Object.getOwnPropertySymbols(globalThis)) {
      if (OF_ONE_FILE.has(symbol.description ?? '')) Reflect.deleteProperty(globalThis, symbol);
    }
    return Promise.resolve();
  }

  exportConditions(): string[] {
    return this.conditions;
  }

  /** Only its presence counts: the runtime compiles for the realm of the process. */
  getVmContext(): typeof globalThis {
    return globalThis;
  }
}
