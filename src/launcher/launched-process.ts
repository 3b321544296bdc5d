import { spawn, type ChildProcess } from 'node:child_process';
import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { type Variables } from '../config/index.js';
import { preloadOptions } from './preloads.js';

/** Time for a process to shut down before it is killed. */
const STOP_LIMIT_MS = 12_000;
/** One Ctrl+C can be two signals: the terminal's, and the one that npm hands on. */
const REPEATED_MS = 300;

interface Launched {
  /** The program's file. */
  readonly script: string;
  /** Of its command line. */
  readonly words?: readonly string[];
  readonly variables: Variables;
  /** Options of Node. */
  readonly options?: readonly string[];
}

/** A process of the launcher. Its output is forwarded, and it ends when the launcher ends, for any reason. */
export class LaunchedProcess {
  /** Resolves to its exit status, such as `exit code 1` or `SIGKILL`. */
  readonly ended: Promise<string>;
  private readonly child: ChildProcess;

  constructor(
    readonly name: string,
    { script, words = [], variables, options = [] }: Launched,
  ) {
    const always = ['--enable-source-maps', ...preloadOptions('stop-with-launcher')];
    this.child = spawn(process.execPath, [...always, ...options, script, ...words], {
      env: { ...variables },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.ended = new Promise((resolve) => {
      this.child.once('error', (error) => resolve(error.message));
      this.child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code ?? 0}`));
    });
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /**
   * Sends a stop signal, waits, and kills the process if it does not end, or if Ctrl+C is pressed again.
   * @param limitMs how long it may take to shut down
   */
  async stop(limitMs = STOP_LIMIT_MS): Promise<void> {
    const begin = SYSTEM_CLOCK.monotonic();
    const kill = (): boolean => this.child.kill('SIGKILL');
    const killIfRepeated = (): boolean => SYSTEM_CLOCK.monotonic() - begin > REPEATED_MS && kill();
    process.on('SIGINT', killIfRepeated);
    this.child.kill('SIGTERM');
    const timer = setTimeout(() => {
      process.stderr.write(`The ${this.name} did not stop within ${limitMs / 1000} s and is killed.\n`);
      kill();
    }, limitMs);
    await this.ended;
    clearTimeout(timer);
    process.off('SIGINT', killIfRepeated);
  }
}
