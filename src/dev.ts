import { exitProcess, standardOutput, tolerateBrokenStreams } from 'monday-persistence/output';
import { ConfigurationError, readVariables } from './config/index.js';
import {
  announcement,
  DevSession,
  HomeRefusedError,
  NotReadyError,
  PortTakenError,
  readHome,
  withLocalKeys,
} from './launcher/index.js';

const EXPLAINED = [ConfigurationError, HomeRefusedError, NotReadyError, PortTakenError];

/**
 * `npm run dev`: the app and the local platform, until Ctrl+C or until one of them ends. With `--as HOME`, the app runs
 * as on monday code or on an own server.
 * @returns the exit code
 */
async function main(): Promise<number> {
  const variables = readVariables();
  if (variables.NODE_ENV === 'production') {
    return fail('npm run dev starts the local platform, which has no place in production. Use npm start.');
  }
  const home = readHome(process.argv.slice(2), variables);
  const session = await DevSession.start(__dirname, home ? withLocalKeys(variables) : variables, home);
  const signalled = new Promise<undefined>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => resolve(undefined));
  });
  const ended = Promise.race([signalled, session.ended(), announceWhenReady(session)]);
  const problem = await ended;
  const code = problem === undefined ? 0 : fail(problem);
  await session.stop();
  return code;
}

/** Resolves only to a problem; does not resolve after the announcement. */
async function announceWhenReady(session: DevSession): Promise<string> {
  try {
    await session.ready();
    standardOutput.write(announcement(session));
  } catch (error) {
    if (error instanceof NotReadyError) return error.message;
  }
  return new Promise(() => undefined);
}

function isExplained(error: unknown): error is Error {
  return EXPLAINED.some((each) => error instanceof each);
}

function fail(text: string): number {
  process.stderr.write(`${text}\n`);
  return 1;
}

tolerateBrokenStreams();
void main()
  .catch((error: unknown) => {
    return fail(isExplained(error) ? error.message : String((error as Error).stack ?? error));
  })
  .then(exitProcess);
