import { type INestApplication } from '@nestjs/common';
import { npmIsGone } from 'monday-persistence/npm';
import { exitProcess } from 'monday-persistence/output';
import { type AppLogger } from './logging/index.js';

/** Platforms kill after ten seconds. */
const DEADLINE_MS = 9_500;

/**
 * On SIGTERM, SIGINT or the end of npm: stops accepting requests, finishes running work, closes everything and exits with 0. At the
 * deadline, unfinished work is abandoned, and the exit code is 1.
 */
export function stopOnSignals(app: INestApplication, logger: AppLogger): void {
  let stopping = false;
  const stop = (reason: string): void => {
    // A terminal sends the signal to the launcher and to this process, and the launcher forwards it.
    if (stopping) return;
    stopping = true;
    logger.log(`stopping on ${reason}`, 'Main');
    setTimeout(() => {
      logger.error('shutdown timed out; open connections are abandoned', 'Main');
      void exitProcess(1);
    }, DEADLINE_MS).unref();
    void app.close().then(
      () => exitProcess(0),
      async (err: unknown) => {
        logger.error({ err }, 'shutdown failed', 'Main');
        // The hook of a feature may have failed, before requests in progress were answered.
        await app.getHttpAdapter().close();
        await exitProcess(1);
      },
    );
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
  // `npm start` hands a signal to its shell, which ends and does not hand it on.
  void npmIsGone().then(() => stop('the end of npm'));
}
