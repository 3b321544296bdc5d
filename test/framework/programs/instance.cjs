// The app as main.ts starts it; told `{ cron, dueAt }`, it runs that job as its own schedule would.
require('reflect-metadata');
const { AppModule } = require('#app/app/app.module.js');
const { createApp, readVariablesFor } = require('#app/bootstrap.js');
const { CronRegistry } = require('#app/cron/cron.registry.js');
const { CronRunner } = require('#app/cron/cron.runner.js');
const { AppLogger } = require('#app/logging/index.js');
const { stopOnSignals } = require('#app/stop-on-signals.js');

// Not left behind by a test that was broken off.
process.once('disconnect', () => process.exit(1));

async function main() {
  const imports = [AppModule];
  const app = await createApp(readVariablesFor(imports), { imports });
  stopOnSignals(app, app.get(AppLogger));
  process.on('message', async ({ cron, dueAt }) => {
    const job = app.get(CronRegistry, { strict: false }).find(cron);
    const runner = app.get(CronRunner, { strict: false });
    process.send({ ran: await runner.run(job, dueAt, new AbortController().signal) });
  });
  // So that a client is on another connection, and with that on another instance, for each request.
  app.getHttpServer().maxRequestsPerSocket = 1;
  await app.listen(0, '127.0.0.1');
  process.send({ url: `http://127.0.0.1:${app.getHttpServer().address().port}` });
}

void main();
