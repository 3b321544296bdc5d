import 'reflect-metadata';
import { exitProcess, tolerateBrokenStreams } from 'monday-persistence/output';
import { createApp } from './bootstrap.js';
import { AppConfig, readVariables } from './config/index.js';
import { formatStartupError } from './format-startup-error.js';
import { AppLogger } from './logging/index.js';
import { stopOnSignals } from './stop-on-signals.js';

async function main(): Promise<void> {
  const app = await createApp(readVariables());
  const logger = app.get(AppLogger);
  stopOnSignals(app, logger);
  await app.listen(app.get(AppConfig).http.port, '0.0.0.0');
  logger.log(`listening on ${await app.getUrl()}`, 'Main');
}

tolerateBrokenStreams();
main().catch((error: unknown) => {
  process.stderr.write(`${formatStartupError(error)}\n`);
  return exitProcess(1);
});
