import { watch, type FSWatcher } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import {
  CONFIG_EXTENSIONS,
  ConfigurationError,
  fileVariables,
  loadConfig,
  namesWith,
  variableFiles,
  VARIABLES,
  type ConfigExtensions,
  type ConfigurationProblem,
} from '../config/index.js';

/** Mounted folders do not always report a change, for example on monday code. */
const POLL_MS = 10_000;
/** A folder is often changed in several steps, as when Kubernetes swaps a symbolic link. */
const SETTLE_MS = 100;

/**
 * Reloads variables when their files change, so that a rotated secret is used without a restart. If a file is missing
 * or invalid, or a secret would be refused at startup, the previous values stay in use.
 */
@Injectable()
export class VariableWatcher implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger('Secrets');
  private readonly watchers: FSWatcher[] = [];
  private files: readonly string[] = [];
  private fingerprint = '';
  /** The variables in files, from the last successful read. */
  private found: readonly string[] = [];
  private poll: NodeJS.Timeout | undefined;
  private settling: NodeJS.Timeout | undefined;

  private readonly names: readonly string[];

  constructor(
    @Inject(VARIABLES) private readonly variables: Record<string, string | undefined>,
    @Inject(CONFIG_EXTENSIONS) private readonly extensions: ConfigExtensions,
  ) {
    this.names = namesWith(extensions.own).all;
  }

  async onModuleInit(): Promise<void> {
    this.files = variableFiles(this.variables, this.names);
    if (this.files.length === 0) return;
    for (const folder of new Set(this.files.map((file) => dirname(file)))) this.watch(folder);
    this.poll = setInterval(() => void this.check(), POLL_MS).unref();
    await this.check();
  }

  onApplicationShutdown(): void {
    clearInterval(this.poll);
    clearTimeout(this.settling);
    for (const watcher of this.watchers) watcher.close();
  }

  /** Reads the files again if one of them has changed. */
  async check(): Promise<void> {
    const fingerprint = await fingerprintOf(this.files);
    if (fingerprint === this.fingerprint) return;
    // Taken before the files are read, so that a change in between is detected by the next check.
    this.fingerprint = fingerprint;
    this.read();
  }

  private watch(folder: string): void {
    try {
      const watcher = watch(folder, { persistent: false }, () => this.checkSoon());
      watcher.on('error', () => watcher.close());
      this.watchers.push(watcher);
    } catch {
      // The file does not exist or cannot be watched; polling detects changes.
    }
  }

  private checkSoon(): void {
    this.settling ??= setTimeout(() => {
      this.settling = undefined;
      void this.check();
    }, SETTLE_MS).unref();
  }

  private read(): void {
    try {
      const found = fileVariables(this.variables, this.names);
      const gone = this.found.filter((name) => !(name in found));
      if (gone.length > 0) this.logProblems(gone.map((name) => ({ name, problem: 'has lost its file' })));
      this.found = Object.keys(found);
      const changed = this.found.filter((name) => found[name] !== this.variables[name]);
      if (changed.length === 0) return;
      loadConfig({ ...this.variables, ...found }, this.extensions);
      Object.assign(this.variables, found);
      this.logger.log({ variables: changed }, 'variables reloaded');
    } catch (error) {
      this.logProblems(problemsOf(error));
    }
  }

  private logProblems(problems: readonly ConfigurationProblem[]): void {
    this.logger.error({ problems }, 'variables could not be reloaded; the previous values stay in use');
  }
}

/** The text of an unexpected error is left out, because it may quote the value. */
function problemsOf(error: unknown): readonly ConfigurationProblem[] {
  if (error instanceof ConfigurationError) return error.problems;
  return [{ name: 'a variable of a feature', problem: `has a rule that failed (${(error as Error).name})` }];
}

/** A fingerprint that changes when a file or the target of a symbolic link is written, replaced, added or removed. */
async function fingerprintOf(files: readonly string[]): Promise<string> {
  const marks = await Promise.all(
    files.map((file) =>
      stat(file, { bigint: true }).then(
        ({ ino, size, mtimeNs, ctimeNs }) => [ino, size, mtimeNs, ctimeNs].join(':'),
        () => '-',
      ),
    ),
  );
  return marks.join(' ');
}
