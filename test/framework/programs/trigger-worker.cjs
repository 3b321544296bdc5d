'use strict';
// An app with the trigger `rang`, as main.ts starts it: trigger-worker. Told `{ fire: KEY, dieAt }`, it fires the
// trigger, answers `{ count }`, and kills itself before the given publication, or before it stores that it fired (`save`).
require('reflect-metadata');
const { createApp } = require('#app/bootstrap.js');
const { runAs } = require('#app/caller/index.js');
const { readVariables } = require('#app/config/index.js');
const { MondayModule, MondayTrigger, MondayTriggers } = require('#app/monday/index.js');
const { FiredTriggerStore } = require('#app/monday/blocks/triggers/fired-trigger.store.js');
const { QueueService } = require('#app/queue/index.js');

// Not left behind by a test that was broken off.
process.once('disconnect', () => process.exit(1));

class Bell {
  subscribed() {}
}
MondayTrigger('rang')(
  Bell.prototype,
  'subscribed',
  Object.getOwnPropertyDescriptor(Bell.prototype, 'subscribed'),
);
class BellModule {}
Reflect.defineMetadata('imports', [MondayModule], BellModule);
Reflect.defineMetadata('providers', [Bell], BellModule);

const die = () => process.kill(process.pid, 'SIGKILL');

function prepareDeath(dieAt) {
  let published = 0;
  const { publish } = QueueService.prototype;
  QueueService.prototype.publish = function (...given) {
    published += 1;
    if (published === dieAt) die();
    return publish.apply(this, given);
  };
  if (dieAt === 'save') FiredTriggerStore.prototype.save = die;
}

async function main() {
  const app = await createApp(readVariables(), { imports: [BellModule] });
  process.on('message', async ({ fire: idempotencyKey, accountId, dieAt }) => {
    prepareDeath(dieAt);
    const caller = { accountId, userId: '1', kind: 'job' };
    const count = await runAs(caller, () =>
      app.get(MondayTriggers).fire('rang', { idempotencyKey }, { idempotencyKey }),
    );
    process.send({ count });
  });
  await app.listen(0, '127.0.0.1');
  process.send({ url: `http://127.0.0.1:${app.getHttpServer().address().port}` });
}

void main();
