import { exitProcess, standardOutput, tolerateBrokenStreams } from 'monday-persistence/output';
import { ConfigurationError, readVariables } from './config/index.js';
import { announcement, DevSession, NotReadyError, PortTakenError } from './launcher/index.js';

/**
 * `npm run dev`: the app and the local platform, until Ctrl+C or until one of them ends.
 * @returns the exit code
 */
async function main(): Promise<number> {
  const variables = readVariables();
  if (variables.NODE_ENV === 'production') {
    return fail('npm run dev starts the local platform, which has no place in production. Use npm start.');
  }
  const session = await DevSession.start(__dirname, variables);
  const told = new Promise<undefined>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => resolve(undefined));
  });
  const ended = Promise.race([told, session.ended(), announceWhenReady(session)]);
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

function fail(text: string): number {
  process.stderr.write(`${text}\n`);
  return 1;
}

tolerateBrokenStreams();
void main()
  .catch((error: unknown) => {
    const isExplained = error instanceof ConfigurationError || error instanceof PortTakenError;
    return fail(isExplained ? error.message : String((error as Error).stack ?? error));
  })
  .then(exitProcess);
