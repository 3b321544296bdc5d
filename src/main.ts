import 'reflect-metadata';
import { createApp } from './bootstrap.js';
import { AppConfig, ConfigurationError, readVariables } from './config/index.js';

async function main(): Promise<void> {
  const app = await createApp(readVariables());
  app.enableShutdownHooks();
  await app.listen(app.get(AppConfig).http.port, '0.0.0.0');
}

main().catch((error: unknown) => {
  const text = error instanceof ConfigurationError ? error.message : String((error as Error).stack ?? error);
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
});
