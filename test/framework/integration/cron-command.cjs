'use strict';
// A command line of `monday-app`, of an app with the job `work`: cron-command.cjs FOLDER WORD... The job prints `started`,
// goes on until a line comes in, and prints `aborted` if it is stopped before.
require('reflect-metadata');
const { once } = require('node:events');
const { writeSync } = require('node:fs');
const { join } = require('node:path');
const [folder, ...words] = process.argv.slice(2);
const load = (path) => require(join(folder, path));
const { MondayCron } = load('cron/index.js');
const { runCliProgram } = load('cli/cli-program.js');

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

void runCliProgram(words, () => Promise.resolve(AppModule)).finally(() => process.stdin.destroy());
