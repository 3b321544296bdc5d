import { type INestApplication } from '@nestjs/common';
import { npmIsGone } from 'monday-persistence/npm';
import { exitProcess } from 'monday-persistence/output';
import { type AppLogger } from './logging/index.js';

/** Platforms kill after ten seconds. */
const DEADLINE_MS = 9_500;

/**
 * On SIGTERM, SIGINT or the end of npm: stops accepting requests, finishes running work, closes everything and exits with 0. At the
 * deadline, unfinished work is abandoned, and the exit code is 1. The same on an error that nobody caught, such as that of a
 * promise without `await`, which Node would print with its secrets; then the exit code is 1.
 */
export function stopOnSignals(app: INestApplication, logger: AppLogger): void {
  let stopping = false;
  const stop = (reason: string, exitCode = 0): void => {
    // A terminal sends the signal to the launcher and to this process, and the launcher forwards it.
    if (stopping) return;
    stopping = true;
    logger.log(`stopping on ${reason}`, 'Main');
    setTimeout(() => {
      logger.error('shutdown timed out; open connections are abandoned', 'Main');
      void exitProcess(1);
    }, DEADLINE_MS).unref();
    void app.close().then(
      () => exitProcess(exitCode),
      async (err: unknown) => {
        logger.error({ err }, 'shutdown failed', 'Main');
        // The hook of a feature may have failed, before requests in progress were answered.
        await app.getHttpAdapter().close();
        await exitProcess(1);
      },
    );
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop(signal));
  process.on('uncaughtException', (err) => {
    logger.fatal({ err }, 'an error was not caught', 'Main');
    stop('an error', 1);
  });
  // `npm start` hands a signal to its shell, which ends and does not hand it on.
  void npmIsGone().then(() => stop('the end of npm'));
}
