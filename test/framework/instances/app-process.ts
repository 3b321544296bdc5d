import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { type Variables } from '../../../src/config/index.js';
import { testProgram } from '../support/compiled-app.js';

interface Message {
  readonly url?: string;
  readonly ran?: string;
}

/** One instance of the compiled app, as a process. */
export class AppProcess {
  private static readonly running = new Set<AppProcess>();

  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {
    AppProcess.running.add(this);
  }

  /** Also after a test that failed in the middle. */
  static async killAll(): Promise<void> {
    await Promise.all([...this.running].map((each) => each.stop('SIGKILL')));
  }

  static async start(variables: Variables, onOutput?: (text: string) => void): Promise<AppProcess> {
    const child = fork(await testProgram('instance'), {
      env: { PATH: process.env['PATH'], ...variables },
      stdio: ['ignore', onOutput ? 'pipe' : 'ignore', 'inherit', 'ipc'],
    });
    child.stdout?.setEncoding('utf8').on('data', (text: string) => onOutput?.(text));
    const ended = once(child, 'exit').then(() => Promise.reject(new Error('The instance did not start.')));
    const [{ url = '' }] = (await Promise.race([once(child, 'message'), ended])) as [Message];
    ended.catch(() => undefined);
    return new AppProcess(child, url);
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /** What the run of a scheduled job came to. */
  async cron(name: string, dueAt: number): Promise<string | undefined> {
    const reply = once(this.child, 'message') as Promise<[Message]>;
    this.child.send({ cron: name, dueAt });
    return (await reply)[0].ran;
  }

  /** Resolves to the exit code. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    if (!AppProcess.running.delete(this)) return this.child.exitCode;
    const exit = once(this.child, 'exit') as Promise<[number | null]>;
    this.child.kill(signal);
    return (await exit)[0];
  }
}
