import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { compiledApp } from '../support/compiled-app.js';

const WORKER = join(__dirname, 'message-worker.cjs');

/** What the workers of a test have told so far. */
export class WorkerReports {
  readonly begun = new Set<string>();
  readonly ended = new Set<string>();
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

  take(line: string): void {
    const [word, id = ''] = line.split(' ');
    (word === 'begin' ? this.begun : this.ended).add(id);
    for (const check of this.watchers) check();
  }
}

/** A process that handles the messages in a file. */
export class QueueWorkerProcess {
  private constructor(private readonly child: ChildProcess) {}

  static async start(
    path: string,
    visibilityTimeoutMs: number,
    reports: WorkerReports,
  ): Promise<QueueWorkerProcess> {
    const args = [WORKER, await compiledApp(), path, String(visibilityTimeoutMs)];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    createInterface({ input: child.stdout }).on('line', (line) => reports.take(line));
    return new QueueWorkerProcess(child);
  }

  async kill(): Promise<void> {
    const closed = once(this.child, 'close');
    this.child.kill('SIGKILL');
    await closed;
  }
}
