import { spawn, type ChildProcess } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { preloadOptions } from './preloads.js';

/** A command that checks the sources while the app already runs. */
export interface BackgroundCheck {
  /** What its result is about, such as `Types`. */
  readonly subject: string;
  /** A script of Node and its arguments. */
  readonly command: readonly string[];
}

/** Runs checks one after another at a low priority, and reports each result that differs from the last one. */
export class BackgroundChecks {
  private readonly failing = new Set<string>();
  private running: ChildProcess | undefined;
  private generation = 0;

  constructor(
    private readonly checks: readonly BackgroundCheck[],
    private readonly report: (text: string) => void,
  ) {}

  /** Starts them all, instead of those that still run. */
  restart(): void {
    this.stop();
    void this.runAll(this.generation);
  }

  stop(): void {
    this.generation += 1;
    this.running?.kill();
  }

  private async runAll(generation: number): Promise<void> {
    for (const check of this.checks) {
      const { code, output } = await this.run(check).catch(({ message }: Error) => ({
        code: null,
        output: message,
      }));
      if (generation !== this.generation) return;
      this.reportResult(check, code === 0, output);
    }
  }

  private async run({ command }: BackgroundCheck): Promise<{ code: number | null; output: string }> {
    const preload = preloadOptions('stop-with-standard-input');
    const child = spawn(process.execPath, [...preload, ...command], { stdio: 'pipe' });
    this.running = child;
    if (child.pid !== undefined) lowerPriority(child.pid);
    const [[code], ...outputs] = await Promise.all([
      once(child, 'close') as Promise<[number | null]>,
      text(child.stdout),
      text(child.stderr),
    ]);
    return { code, output: outputs.join('').trim() };
  }

  private reportResult({ subject }: BackgroundCheck, isGood: boolean, output: string): void {
    const wasFailing = this.failing.delete(subject);
    if (!isGood) this.failing.add(subject);
    if (!isGood) this.report(`${subject}: errors\n${output}`);
    else if (wasFailing) this.report(`${subject}: no errors`);
  }
}

/** Only a courtesy to the app: some systems do not allow it. */
function lowerPriority(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_LOW);
  } catch {
    // The check then runs at the usual priority.
  }
}
