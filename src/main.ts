import 'reflect-metadata';
import { type AddressInfo } from 'node:net';
import { exitProcess, tolerateBrokenStreams } from 'monday-persistence/output';
import { AppModule } from './app/app.module.js';
import { createApp, readVariablesFor } from './bootstrap.js';
import { AppConfig } from './config/index.js';
import { formatStartupError } from './format-startup-error.js';
import { AppLogger } from './logging/index.js';
import { stopOnSignals } from './stop-on-signals.js';

async function main(): Promise<void> {
  const app = await createApp(readVariablesFor([AppModule]), { imports: [AppModule] });
  const logger = app.get(AppLogger);
  stopOnSignals(app, logger);
  const { http } = app.get(AppConfig);
  await app.listen(http.port, http.host);
  const { address, port } = app.getHttpServer().address() as AddressInfo;
  const isOnAll = address === '0.0.0.0' || address === '::';
  logger.log(`listening on port ${port}, ${isOnAll ? 'all interfaces' : address}`, 'Main');
}

tolerateBrokenStreams();
main().catch((error: unknown) => {
  process.stderr.write(`${formatStartupError(error)}\n`);
  return exitProcess(1);
});
