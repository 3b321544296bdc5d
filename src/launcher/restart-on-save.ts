import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { BackgroundChecks, type BackgroundCheck } from './background-checks.js';
import { type DevSession } from './dev-session.js';
import { SourceWatcher } from './source-watcher.js';

/** The sources of an app, and how to compile them. Paths are relative to the working directory. */
export interface Sources {
  /** The folders whose changes restart the app. */
  readonly folders: readonly string[];
  /** Compiles these files again; resolves to a text for each one that cannot be compiled. */
  readonly compile: (paths: readonly string[]) => Promise<readonly string[]>;
  /** Files that could not be compiled before the start. */
  readonly failures: readonly string[];
  readonly checks: readonly BackgroundCheck[];
}

/** Compiles what is saved, and starts the app again. What fails is reported, and the next save tries again. */
export class RestartOnSave {
  private readonly checks: BackgroundChecks;
  /** Files that changed since the app was last started. */
  private readonly uncompiled = new Set<string>();
  private isStopping = false;

  private constructor(
    private readonly session: DevSession,
    private readonly sources: Sources,
    private readonly watcher: SourceWatcher,
    private readonly report: (text: string) => void,
  ) {
    this.checks = new BackgroundChecks(sources.checks, report);
  }

  static async start(
    session: DevSession,
    sources: Sources,
    report: (text: string) => void,
  ): Promise<RestartOnSave> {
    return new RestartOnSave(session, sources, await SourceWatcher.start(sources.folders), report);
  }

  /** Runs until the process ends; rejects only if something unexpected fails. */
  async run(): Promise<never> {
    this.checks.restart();
    for (;;) {
      await this.reportUntilSaved();
      const paths = await this.watcher.take();
      this.checks.stop();
      await this.restart(paths);
    }
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    this.checks.stop();
    await this.watcher.stop();
  }

  private async restart(paths: readonly string[]): Promise<void> {
    const begin = SYSTEM_CLOCK.monotonic();
    for (const path of paths) this.uncompiled.add(path);
    const failures = await this.sources.compile([...this.uncompiled]);
    if (failures.length > 0)
      return this.report(`${failures.join('\n\n')}\n\nNot restarted: fix it and save.`);
    this.uncompiled.clear();
    await this.session.restartApp();
    const outcome = await Promise.race([
      this.session.appReady().then(
        () => `Restarted in ${secondsSince(begin)} s after a change of ${nameOf(paths)}.`,
        (error: Error) => error.message,
      ),
      this.session.appEnded().then(() => undefined),
      this.watcher.waiting().then(() => undefined),
    ]);
    if (outcome === undefined || this.isStopping) return;
    this.report(outcome);
    this.checks.restart();
  }

  /** Resolves at the next save; reports an end of the app before. */
  private async reportUntilSaved(): Promise<void> {
    const saved = this.watcher.waiting().then(() => undefined);
    const problem = await Promise.race([saved, this.session.appEnded()]);
    if (problem === undefined || this.isStopping) return;
    this.report(
      `${problem} It starts again when a source file is saved. A change of .env needs a new start.`,
    );
    await saved;
  }
}

const secondsSince = (begin: number): string => ((SYSTEM_CLOCK.monotonic() - begin) / 1000).toFixed(1);

const nameOf = ([first = '', ...others]: readonly string[]): string =>
  others.length === 0 ? first : `${first} and ${others.length} more`;
