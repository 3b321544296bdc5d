import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { BackgroundChecks, type BackgroundCheck } from './background-checks.js';
import { type DevSession } from './dev-session.js';
import { SourceWatcher } from './source-watcher.js';

const ENVIRONMENT_FILE = '.env';

/** The sources of an app, and how to compile them. Paths are relative to the working directory. */
export interface Sources {
  /** The folders whose changes restart the app. */
  readonly folders: readonly string[];
  /** Compiles these files again; resolves to a text for each one that cannot be compiled, with its path in the first line. */
  readonly compile: (paths: readonly string[]) => Promise<readonly string[]>;
  /** The same of files that could not be compiled before the start. */
  readonly failures: readonly string[];
  readonly checks: readonly BackgroundCheck[];
}

/** Compiles what is saved, and starts the app again. What fails is reported, and the next save tries again. */
export class RestartOnSave {
  private readonly checks: BackgroundChecks;
  /** Files that changed since they were last compiled. */
  private readonly uncompiled: Set<string>;
  private isStopping = false;

  private constructor(
    private readonly session: DevSession,
    private readonly sources: Sources,
    private readonly watcher: SourceWatcher,
    private readonly environment: SourceWatcher,
    private readonly report: (text: string) => void,
  ) {
    this.checks = new BackgroundChecks(sources.checks, report);
    this.uncompiled = new Set(sources.failures.map((failure) => failure.split('\n', 1).join()));
  }

  static async start(
    session: DevSession,
    sources: Sources,
    report: (text: string) => void,
  ): Promise<RestartOnSave> {
    const [watcher, environment] = await Promise.all([
      SourceWatcher.start(sources.folders),
      SourceWatcher.ofFile(ENVIRONMENT_FILE),
    ]);
    return new RestartOnSave(session, sources, watcher, environment, report);
  }

  /** Runs until the process ends; rejects only if something unexpected fails. */
  run(): Promise<never> {
    return Promise.race([this.restartOnSaves(), this.reportNewVariables()]);
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    this.checks.stop();
    await Promise.all([this.watcher.stop(), this.environment.stop()]);
  }

  private async restartOnSaves(): Promise<never> {
    this.checks.restart();
    for (;;) {
      await this.reportUntilSaved();
      const paths = await this.watcher.take();
      this.checks.stop();
      await this.restart(paths);
    }
  }

  /** Both processes have the variables of the start: a restart of the app alone would take some changes and not others. */
  private async reportNewVariables(): Promise<never> {
    for (;;) {
      await this.environment.take();
      this.report(`${ENVIRONMENT_FILE} has changed. Stop npm run dev and start it again to use it.`);
    }
  }

  private async restart(paths: readonly string[]): Promise<void> {
    const begin = SYSTEM_CLOCK.monotonic();
    for (const path of paths) this.uncompiled.add(path);
    const failures = await this.sources.compile([...this.uncompiled]);
    if (failures.length > 0)
      return this.report(`${failures.join('\n\n')}\n\nNot restarted: fix it and save.`);
    this.uncompiled.clear();
    await this.session.restartApp();
    const superseded = new AbortController();
    const outcome = await Promise.race([
      this.session.appReady(superseded.signal).then(
        () => `Restarted in ${secondsSince(begin)} s after a change of ${nameOf(paths)}.`,
        (error: Error) => error.message,
      ),
      this.session.appEnded().then(() => undefined),
      this.watcher.waiting().then(() => undefined),
    ]);
    superseded.abort();
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
