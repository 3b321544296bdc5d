import { once } from 'node:events';
import { type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { exitProcess, tolerateBrokenStreams } from 'monday-persistence/output';
import { createApp, readVariablesFor } from './bootstrap.js';
import { AppConfig } from './config/index.js';
import { formatStartupError } from './format-startup-error.js';
import { type AppImports } from './framework.module.js';
import { AppLogger } from './logging/index.js';
import { stopOnSignals } from './stop-on-signals.js';

/**
 * Runs the app in this process, until a stop signal. If it cannot start, the reason is printed and the process ends with
 * exit code 1.
 * @param imports the modules of the app, such as that of `src/app`
 */
export async function startApp(imports: AppImports): Promise<void> {
  tolerateBrokenStreams();
  try {
    await listen(imports);
  } catch (error) {
    process.stderr.write(`${formatStartupError(error)}\n`);
    await exitProcess(1);
  }
}

async function listen(imports: AppImports): Promise<void> {
  const app = await createApp(readVariablesFor(imports), { imports });
  const logger = app.get(AppLogger);
  stopOnSignals(app, logger);
  const { http } = app.get(AppConfig);
  await app.init();
  const server: Server = app.getHttpServer();
  // `app.listen` also logs the error that is thrown, beside the line that explains it.
  await once(server.listen(http.port, http.host), 'listening');
  const { address, port } = server.address() as AddressInfo;
  const isOnAll = address === '0.0.0.0' || address === '::';
  logger.log(`listening on port ${port}, ${isOnAll ? 'all interfaces' : address}`, 'Main');
}
