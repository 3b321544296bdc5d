import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { testProgram } from '../support/compiled-app.js';

const REPORT = /^(begin|end) (\S+)$/;

/** What the workers of a test have told so far: of each message, by which processes. */
export class WorkerReports {
  readonly begun = new Map<string, number[]>();
  readonly ended = new Map<string, number[]>();
  private readonly watchers = new Set<() => void>();

  /** Resolves when the condition holds. */
  until(condition: (reports: WorkerReports) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const check = (): void => {
        if (!condition(this)) return;
        this.watchers.delete(check);
        resolve();
      };
      this.watchers.add(check);
      check();
    });
  }

  take(pid: number, line: string): void {
    const [, word, id = ''] = REPORT.exec(line) ?? [];
    // Whatever else is printed is a line of the log.
    if (word === undefined) return;
    const reports = word === 'begin' ? this.begun : this.ended;
    reports.set(id, [...(reports.get(id) ?? []), pid]);
    for (const check of this.watchers) check();
  }
}

/** Where a queue is. */
export interface QueuePlace {
  readonly kind: 'sqlite' | 'bullmq-postgres' | 'bullmq-redis';
  /** A path, an address, or an address with `#<prefix>`. */
  readonly target: string;
}

/** A process that handles messages; started once it is ready for them. */
export class QueueWorkerProcess {
  private static readonly running = new Set<QueueWorkerProcess>();

  private constructor(private readonly child: ChildProcess) {
    QueueWorkerProcess.running.add(this);
  }

  /** Also after a test that failed in the middle. */
  static async killAll(): Promise<void> {
    await Promise.all([...this.running].map((worker) => worker.kill()));
  }

  static async start(
    { kind, target }: QueuePlace,
    visibilityTimeoutMs: number,
    reports: WorkerReports,
  ): Promise<QueueWorkerProcess> {
    const args = [await testProgram('message-worker'), kind, target, String(visibilityTimeoutMs)];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const worker = new QueueWorkerProcess(child);
    const lines = createInterface({ input: child.stdout });
    await new Promise<void>((resolve) => {
      lines.on('line', (line) => (line === 'ready' ? resolve() : reports.take(child.pid ?? 0, line)));
    });
    return worker;
  }

  async kill(): Promise<void> {
    if (!QueueWorkerProcess.running.delete(this)) return;
    const closed = once(this.child, 'close');
    this.child.kill('SIGKILL');
    await closed;
  }
}
