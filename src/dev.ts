import { ConfigurationError, readVariables } from './config/index.js';
import { announcement, DevSession, NotReadyError, PortTakenError } from './launcher/index.js';

/** `npm run dev`: the app and the local platform, until Ctrl+C or until one of them ends. */
async function main(): Promise<void> {
  const variables = readVariables();
  if (variables.NODE_ENV === 'production') {
    fail('npm run dev starts the local platform, which has no place in production. Use npm start.');
    return;
  }
  const session = await DevSession.start(__dirname, variables);
  const told = new Promise<undefined>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => resolve(undefined));
  });
  const ended = Promise.race([told, session.ended(), announceWhenReady(session)]);
  const problem = await ended;
  if (problem !== undefined) fail(problem);
  await session.stop();
}

/** Never resolves once it has announced; resolves to the problem where there is one. */
async function announceWhenReady(session: DevSession): Promise<string> {
  try {
    await session.ready();
    process.stdout.write(announcement(session.appUrl, session.platformUrl));
  } catch (error) {
    if (error instanceof NotReadyError) return error.message;
  }
  return new Promise(() => undefined);
}

function fail(text: string): void {
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}

main().catch((error: unknown) => {
  const isExplained = error instanceof ConfigurationError || error instanceof PortTakenError;
  fail(isExplained ? error.message : String((error as Error).stack ?? error));
});
