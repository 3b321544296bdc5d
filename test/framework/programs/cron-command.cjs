'use strict';
// A command line of `monday-app`, of an app with the job `work`: cron-command WORD... The job prints `started`,
// goes on until a line comes in, and prints `aborted` if it is stopped before.
require('reflect-metadata');
const { once } = require('node:events');
const { writeSync } = require('node:fs');
const { MondayCron } = require('#app/cron/index.js');
const { runCliProgram } = require('#app/cli/cli-program.js');

class Work {
  async run({ signal }) {
    writeSync(1, 'started\n');
    await once(process.stdin, 'data', { signal }).catch(() => writeSync(1, 'aborted\n'));
  }
}
MondayCron('work', '* * * * *')(
  Work.prototype,
  'run',
  Object.getOwnPropertyDescriptor(Work.prototype, 'run'),
);
class AppModule {}
Reflect.defineMetadata('providers', [Work], AppModule);

void runCliProgram(process.argv.slice(2), () => Promise.resolve(AppModule)).finally(() =>
  process.stdin.destroy(),
);
