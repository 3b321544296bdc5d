// A process of the app that does what its parent says: `{do: 'save', tokens, identity}` or `{do: 'token', owner}`.
const { createApp } = require('#app/bootstrap.js');
const { readVariables } = require('#app/config/index.js');
const { ConnectionService } = require('#app/auth/index.js');
const { runAs } = require('#app/caller/index.js');

async function main() {
  const app = await createApp(readVariables(process.env, '/nonexistent/.env'), { logger: false });
  await app.init();
  const connections = app.get(ConnectionService, { strict: false });
  process.on('message', (message) => {
    const work =
      message.do === 'save'
        ? connections.save(message.identity, message.tokens)
        : runAs({ ...message.owner, kind: 'job' }, () => connections.accessToken());
    work.then(
      (value) => process.send({ value }),
      (error) => process.send({ error: error.code ?? String(error) }),
    );
  });
  process.send({ value: 'ready' });
}

main().catch((error) => {
  process.send({ error: String(error) });
  process.exitCode = 1;
});
