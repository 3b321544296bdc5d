import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { isHelp } from 'monday-persistence/command-line';
import { npmIsGone } from 'monday-persistence/npm';
import { standardOutput } from 'monday-persistence/output';
import { makeDataFolder, readVariables, type Variables } from '../config/index.js';
import { formatStartupError } from '../format-startup-error.js';
import { announcement } from './announcement.js';
import { DEV_HELP, readDevOptions, type DevOptions } from './dev-options.js';
import { DevSession, type DevPrograms } from './dev-session.js';
import { DevViews, type StartViews } from './dev-views.js';
import { LauncherError, NotReadyError } from './launcher.errors.js';
import { withLocalKeys } from './local-keys.js';
import { RestartOnSave, type Sources } from './restart-on-save.js';

/** What `npm run dev` starts. */
export interface DevApp {
  readonly programs: DevPrograms;
  /** What to watch; without it the app is not restarted. */
  readonly sources?: Sources;
  readonly startViews?: StartViews;
  /** When the command was given, by the monotonic clock; default is now. */
  readonly begin?: number;
}

/**
 * `npm run dev`: the app and the local platform, until a signal, until npm ends, or until one of them ends. An app
 * that is restarted on every save may end meanwhile.
 * @param words of the command line
 * @returns the exit code
 */
export async function runDev(words: readonly string[], app: DevApp): Promise<number> {
  const ended = Promise.race([signalled(), npmIsGone()]).then(() => undefined);
  try {
    return await startAndWait(words, app, ended);
  } catch (error) {
    return fail(error instanceof LauncherError ? error.message : formatStartupError(error));
  }
}

async function startAndWait(
  words: readonly string[],
  { programs, sources, startViews, begin = SYSTEM_CLOCK.monotonic() }: DevApp,
  ended: Promise<undefined>,
): Promise<number> {
  if (words.some(isHelp)) {
    report(DEV_HELP);
    return 0;
  }
  const variables = readVariables();
  if (variables.NODE_ENV === 'production') {
    return fail('npm run dev starts the local platform, which has no place in production. Use npm start.');
  }
  const { isWatching, ...options } = readDevOptions(words, variables);
  makeDataFolder(variables.DATA_DIR ?? 'data');
  const watched = isWatching ? sources : undefined;
  if (!watched && sources && sources.failures.length > 0) return fail(sources.failures.join('\n\n'));
  const session = await DevSession.start(environmentFor(variables, options), { programs, ...options }, ended);
  const restarts = watched && (await RestartOnSave.start(session, watched, report));
  if (watched && watched.failures.length > 0)
    report(`${watched.failures.join('\n\n')}\n\nThe app starts without it: fix it and save.`);
  const views = new DevViews(startViews);
  try {
    const problem = await Promise.race([
      ended,
      session.platformEnded(),
      announceWhenReady({ session, views, begin, isWatching: restarts !== undefined }),
      restarts ? restarts.run() : session.appEnded(),
    ]);
    return problem === undefined ? 0 : fail(problem);
  } finally {
    await Promise.all([restarts?.stop(), views.stop(), session.stop()]);
  }
}

const environmentFor = (variables: Variables, { profile }: Pick<DevOptions, 'profile'>): Variables =>
  profile === undefined ? variables : withLocalKeys(variables);

interface Starting {
  readonly session: DevSession;
  readonly views: DevViews;
  readonly begin: number;
  readonly isWatching: boolean;
}

/** Resolves only to a problem; does not resolve after the announcement. */
async function announceWhenReady({ session, views, begin, isWatching }: Starting): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await session.ready();
      const seconds = (SYSTEM_CLOCK.monotonic() - begin) / 1000;
      standardOutput.write(announcement({ session, seconds, isWatching }));
      standardOutput.write(await views.start(session.appUrl, session.platformUrl));
      return await new Promise(() => undefined);
    } catch (error) {
      if (!(error instanceof NotReadyError)) return new Promise(() => undefined);
      // With a watcher, the next save may make it start.
      if (!isWatching) return error.message;
      if (attempt === 1 && session.isAppRunning) report(error.message);
    }
  }
}

function signalled(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
  });
}

function report(text: string): void {
  standardOutput.write(`${text}\n`);
}

function fail(text: string): number {
  process.stderr.write(`${text}\n`);
  return 1;
}
