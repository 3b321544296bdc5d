// `npm run rehearse`: the built app as monday code runs it, over HTTP only.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, it } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { MEMORY_MIB, rehearse, startAlone } from './monday-code.mjs';

const { HttpClient } = createRequire(import.meta.url)('../../../dist/testing/index.js');

describe('the app on monday code, rehearsed', () => {
  let world;
  let users;
  let alice;

  before(async () => {
    world = await rehearse();
    users = await (await fetch(`${world.platform.url}/__sandbox/users`)).json();
    alice = await login(users[0]);
  });
  after(async () => {
    if (!world) return;
    await world.stop();
    const { highestMib, by } = world.app.memory;
    console.log(`The app took at most ${Math.round(highestMib)} MiB; held to ${MEMORY_MIB} MiB by ${by}.`);
    assert.ok(highestMib < MEMORY_MIB);
  });

  const client = (token) =>
    new HttpClient(() => world.app.url, token ? { authorization: `Bearer ${token}` } : {});
  const login = async ({ id }) => {
    const browser = client();
    const begun = await browser.get('/auth/login');
    const approved = await browser.get(begun.location, { query: { prompt: 'none', login_hint: id } });
    const callback = await browser.get(approved.location);
    assert.equal(callback.status, 200, callback.text);
    const tokens = callback.json();
    return { ...tokens, http: client(tokens.access_token) };
  };
  const control = async (path, body) => {
    const reply = await fetch(`${world.platform.url}/__sandbox/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    return reply.json();
  };

  it('has no development dependencies, and is healthy', async () => {
    assert.throws(() => createRequire(`${world.app.folder}/x.js`).resolve('jest'));
    assert.equal((await client().get('/health')).status, 200);
  });

  it('keeps rows at monday, apart for each account', async () => {
    assert.equal((await alice.http.put('/storage/order%2F7', { value: { n: 1 } })).status, 200);
    assert.deepEqual((await alice.http.get('/storage/order%2F7')).json().value, { n: 1 });
    const stranger = await login(users.find(({ account }) => account.id !== users[0].account.id));
    assert.equal((await stranger.http.get('/storage/order%2F7')).status, 404);
  });

  it('keeps its own state in the vault: refresh tokens work once', async () => {
    const body = { refresh_token: (await login(users[0])).refresh_token };
    const { refresh_token } = (await client().post('/auth/refresh', body)).json();
    assert.equal((await client().post('/auth/refresh', { refresh_token })).status, 200);
    assert.equal((await client().post('/auth/refresh', body)).status, 401);
  });

  it("calls monday with the caller's connection", async () => {
    const boards = await alice.http.get('/monday/boards');
    assert.equal(boards.status, 200, boards.text);
  });

  it('sends a mail through the queue that pushes to it', async () => {
    const to = 'rehearsal@example.com';
    const fields = { to, subject: 'Rehearsal', text: 'Through the queue.' };
    const run = await control('blocks/mail-send', { userId: users[0].id, inputFields: fields });
    assert.equal(run.status, 200, JSON.stringify(run));
    const mails = await (await fetch(`${world.platform.url}/__sandbox/mails?recipient=${to}`)).json();
    assert.equal(mails.length, 1);
  });

  it('takes messages and scheduled work only from monday', async () => {
    assert.equal((await client().post('/mndy-queue?secret=guess', { a: 1 })).status, 401);
    assert.equal((await client().post('/mndy-cronjob/none')).status, 404);
    assert.equal((await client().get('/__dev/queue')).status, 404);
  });

  it('logs one JSON object a line, without secrets', () => {
    const lines = world.app.output().trim().split('\n');
    for (const line of lines) assert.doesNotThrow(() => JSON.parse(line), line);
    const secrets = [world.variables.MNDY_TOPIC_MESSAGES_SECRET, world.variables.MONDAY_SIGNING_SECRET];
    for (const secret of [...secrets, alice.access_token]) assert.ok(!world.app.output().includes(secret));
  });

  it('writes no file beside itself', () => {
    assert.ok(!existsSync(`${world.app.folder}/nothing-is-written-here`));
  });

  it('starts with the command of the Procfile, and stops on a signal', async () => {
    const [, command] = /^web: (.+)$/m.exec(readFileSync(`${world.folder}/Procfile`, 'utf8'));
    const app = await startAlone(world.folder, command.split(' '));
    assert.deepEqual(await app.stop(), { code: 0, signal: null });
    await assert.rejects(fetch(`${app.url}/health/live`));
  });

  it('starts with npm start, and stops once npm has ended', async () => {
    const app = await startAlone(world.folder, ['npm', 'start']);
    await app.stop();
    const answers = () =>
      fetch(`${app.url}/health/live`).then(
        () => true,
        () => false,
      );
    while (await answers()) await nextTurn();
  });

  it('stops within the time that it is given', async () => {
    assert.deepEqual(await world.app.stop(), { code: 0, signal: null });
  });
});
