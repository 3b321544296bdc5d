import 'reflect-metadata';
import { type AddressInfo } from 'node:net';
import { exitProcess, tolerateBrokenStreams } from 'monday-persistence/output';
import { AppModule } from './app/app.module.js';
import { createApp, readVariablesFor } from './bootstrap.js';
import { AppConfig } from './config/index.js';
import { formatStartupError } from './format-startup-error.js';
import { AppLogger } from './logging/index.js';
import { stopOnSignals } from './stop-on-signals.js';

const ALL_INTERFACES = '0.0.0.0';

async function main(): Promise<void> {
  const app = await createApp(readVariablesFor([AppModule]), { imports: [AppModule] });
  const logger = app.get(AppLogger);
  stopOnSignals(app, logger);
  await app.listen(app.get(AppConfig).http.port, ALL_INTERFACES);
  const { port } = app.getHttpServer().address() as AddressInfo;
  logger.log(`listening on port ${port}, all interfaces`, 'Main');
}

tolerateBrokenStreams();
main().catch((error: unknown) => {
  process.stderr.write(`${formatStartupError(error)}\n`);
  return exitProcess(1);
});
