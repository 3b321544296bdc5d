/** The built app with one more block, whose own work is nothing: what remains is what every block costs. */
const { Module } = require('@nestjs/common');
const { createApp } = require('../../dist/bootstrap.js');
const { readVariables } = require('../../dist/config/index.js');
const { MondayField } = require('../../dist/monday/index.js');
const { stopOnSignals } = require('../../dist/stop-on-signals.js');

class Blocks {
  options() {
    return [{ title: 'One', value: '1' }];
  }
}
MondayField('bench')(
  Blocks.prototype,
  'options',
  Object.getOwnPropertyDescriptor(Blocks.prototype, 'options'),
);

class BlocksModule {}
Module({ providers: [Blocks] })(BlocksModule);

async function main() {
  const variables = readVariables(process.env, '/nonexistent/.env');
  const app = await createApp(variables, { imports: [BlocksModule], logger: false });
  stopOnSignals(app, console);
  await app.listen(Number(process.env.PORT), '127.0.0.1');
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
