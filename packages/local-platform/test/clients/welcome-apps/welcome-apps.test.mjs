import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { URLSearchParams } from 'node:url';
import { enterOwnNetwork } from '../own-network.mjs';

const reason = enterOwnNetwork(import.meta.url, [
  '127.0.0.1 api.monday.com auth.monday.com',
  '127.0.0.2 github.com api.github.com slack.com acme.atlassian.example',
]);

// After the line above, which needs no package.
const { LocalPlatform, until } = await import('../local-platform.mjs');
const { APP, browse, Sample, whyNot } = await import('./sample.mjs');
const { SLACK_TOKEN, startThirdParties } = await import('./third-parties.mjs');
const { ADMIN, BOARD, ITEM } = await import('../platform.mjs');

const TEXTS = { source: 'text_source', target: 'text_target' };

let platform;
let thirdParties;
let token;

/** The tests of one sample, which is skipped with its reason. */
function sample(folder, tests) {
  const skip = reason ?? whyNot(folder);
  describe(folder, { skip }, () => {
    before(async () => {
      thirdParties = await startThirdParties();
      platform = await LocalPlatform.start({
        PORT: '8080',
        NODE_EXTRA_CA_CERTS: thirdParties.certificateFile,
        MONDAY_OAUTH_FLOW: 'legacy',
        SANDBOX_REDIRECT_URL: `${APP}/auth/monday/callback`,
      });
      token = await platform.token(ADMIN);
    });
    after(async () => {
      await platform?.close();
      await thirdParties?.close();
    });
    tests(folder);
  });
}

/** Starts the sample before the tests of its description. */
function started(folder, command, optionsOf = () => ({})) {
  const holder = {};
  before(async () => {
    holder.sample = await Sample.start(folder, command, { platform, ...optionsOf() });
  });
  after(() => holder.sample?.stop());
  return holder;
}

const data = (fields) => ['--data', JSON.stringify(fields)];

/** Two columns of texts; the first one of the item holds a word. */
async function addTexts() {
  const { source, target } = TEXTS;
  await platform.query(
    token,
    `mutation {
      a: create_column(board_id: ${BOARD}, column_type: text, title: "Source", id: "${source}") { id }
      b: create_column(board_id: ${BOARD}, column_type: text, title: "Target", id: "${target}") { id }
      c: change_simple_column_value(board_id: ${BOARD}, item_id: ${ITEM}, column_id: "${source}", value: "word") { id }
    }`,
  );
}

async function targetText() {
  const { items } = await platform.query(
    token,
    `{ items(ids: [${ITEM}]) { column_values(ids: ["${TEXTS.target}"]) { text } } }`,
  );
  return items[0].column_values[0].text;
}

const columns = {
  boardId: Number(BOARD),
  itemId: Number(ITEM),
  sourceColumnId: TEXTS.source,
  targetColumnId: TEXTS.target,
};
const OPTIONS = [
  { title: 'to upper case', value: 'TO_UPPER_CASE' },
  { title: 'to lower case', value: 'TO_LOWER_CASE' },
];

sample('example-scripts/webhooks', (folder) => {
  const holder = started(folder, ['npm', 'start']);

  it('returns the challenge, and receives events of a board', async () => {
    const { create_webhook: webhook } = await platform.query(
      token,
      `mutation { create_webhook(board_id: ${BOARD}, url: "${APP}/", event: create_item) { id } }`,
    );
    await holder.sample.program.printed(/"challenge": "\w+"/);
    await platform.query(
      token,
      `mutation { create_item(board_id: ${BOARD}, item_name: "From a test") { id } }`,
    );
    await holder.sample.program.printed(
      new RegExp(`"pulseName": "From a test"[^]*"subscriptionId": ${webhook.id}`),
    );
  });

  it('receives an event that a developer sends', async () => {
    const { status, body } = await platform.send('webhook', 'change_status_column_value', '--path', '/');
    assert.deepEqual([status, body.event.columnId], [200, 'status']);
  });
});

sample('apps/lifecycle-events', (folder) => {
  started(folder, ['npm', 'start']);
  const event = ['feature-lifecycle', 'AppFeatureObject:create', '--form', 'nested'];

  it('answers a synchronous event', async () => {
    const { status, body } = await platform.send(...event, '--path', '/lifecycle/sync');
    assert.deepEqual([status, body.success], [200, true]);
  });

  it('reports an asynchronous event with the token of its address, ten seconds later', async () => {
    const { status } = await platform.send(...event, '--path', '/lifecycle/async', '--async');
    assert.equal(status, 202);
    const [callback] = await until(async () => {
      const callbacks = await platform.control('GET', 'callbacks');
      return callbacks.length > 0 && callbacks;
    }, 20_000);
    assert.deepEqual(callback.body, { success: true });
    assert.match(platform.server.output, /only the token in the query/);
  });
});

sample('apps/quickstart-integrations-ts', (folder) => {
  started(folder, ['npm', 'run', 'server']);
  before(addTexts);

  it('runs its action, which reads and writes columns', async () => {
    const fields = data({ ...columns, transformationType: { value: 'TO_UPPER_CASE' } });
    const { status } = await platform.send('action', 'run', '--path', '/monday/execute_action', ...fields);
    assert.deepEqual([status, await targetText()], [200, 'WORD']);
  });

  it('lists the options of its field', async () => {
    const reply = await platform.control('POST', 'fields/kind', { path: '/monday/get_remote_list_options' });
    assert.deepEqual(reply, { status: 200, body: OPTIONS });
  });
});

sample('apps/quickstart-integrations', (folder) => {
  const holder = started(folder, ['npm', 'start']);
  before(addTexts);

  it('runs its action, which reads and writes columns', async () => {
    const fields = data({ ...columns, transformationType: { value: 'TO_UPPER_CASE' } });
    const { status } = await platform.send('action', 'run', '--path', '/monday/execute_action', ...fields);
    assert.deepEqual([status, await targetText()], [200, 'WORD']);
  });

  it('lists the options of its field', async () => {
    const reply = await platform.control('POST', 'fields/kind', { path: '/monday/get_remote_list_options' });
    assert.deepEqual(reply, { status: 200, body: OPTIONS });
  });

  it('publishes a message, and receives it', async () => {
    const headers = { 'content-type': 'application/json' };
    const reply = await fetch(`${APP}/produce`, { method: 'POST', headers, body: '{"hello":"queue"}' });
    assert.ok((await reply.json()).messageId);
    await holder.sample.program.printed(/Queue message received successfully/);
  });
});

sample('apps/quickstart-fullstack-react-node', (folder) => {
  started(folder, ['npm', 'start'], () => ({ before: ['node_modules/.bin/tsc'] }));
  before(addTexts);

  it('runs its action, which reads and writes columns', async () => {
    const { status } = await platform.send(
      'action',
      'run',
      '--path',
      '/api/monday/reverse_string',
      ...data(columns),
    );
    assert.equal(status, 200);
    assert.match(await targetText(), /drow/);
  });

  const isBuilt = existsSync(join(process.env.WELCOME_APPS ?? '', folder, 'client/build'));
  it('serves its view', { skip: !isBuilt && 'run npm run build in the sample' }, async () => {
    assert.match(await (await fetch(`${APP}/view`)).text(), /<div id="root">/);
  });

  it('refuses a request without the token of monday', async () => {
    assert.equal((await fetch(`${APP}/api/monday/reverse_string`, { method: 'POST' })).status, 401);
  });
});

sample('apps/github-monday-code', (folder) => {
  const repository = { value: { owner: 'amara', name: 'hello' } };
  started(folder, ['node', 'src/app.js'], () => ({
    variables: {
      LOCAL_SERVER_URL: APP,
      CLIENT_ID: 'github-client',
      CLIENT_SECRET: 'github-secret',
      MONDAY_OAUTH_HOST: platform.url,
      MONDAY_OAUTH_TOKEN_PATH: '/oauth2/token',
    },
  }));

  it('logs its user in at GitHub and at monday', async () => {
    const backToUrl = 'https://acme.monday.com/boards/1';
    const { url } = await platform.control('POST', 'authorization-url', { userId: ADMIN, backToUrl });
    const end = await browse(url, {
      ca: await readFile(platform.variables.NODE_EXTRA_CA_CERTS, 'utf8'),
      until: ({ host }) => host === 'acme.monday.com',
      change: approveAtMonday,
    });
    assert.equal(end.href, backToUrl);
    const [exchange] = thirdParties.calls('POST github.com/login/oauth/access_token');
    const client = Buffer.from('github-client:github-secret').toString('base64');
    assert.equal(exchange.headers.authorization, `Basic ${client}`);
  });

  it('lists repositories and the fields of an issue', async () => {
    const list = await platform.control('POST', 'fields/repository', {
      path: '/monday/get_remote_list_options',
    });
    assert.deepEqual([list.status, list.body[0].title], [200, 'hello']);
    const fields = await platform.control('POST', 'fields/issue', { path: '/monday/get_field_defs' });
    assert.ok(fields.body.some(({ id }) => id === 'title'));
  });

  it('subscribes, fires with the raw signing secret, and unsubscribes', async () => {
    const subscription = await platform.control('POST', 'triggers/issue/subscribe', {
      path: '/monday/subscribe',
      inputFields: { repository },
    });
    assert.equal(subscription.status, 200);
    const [hook] = thirdParties.calls('POST api.github.com/repos/amara/hello/hooks');
    const headers = { 'content-type': 'application/json' };
    const issue = { id: 9, number: 7, title: 'Broken', body: 'It is', labels: [{ name: 'bug' }] };
    const body = JSON.stringify({ action: 'opened', issue });
    assert.equal((await fetch(hook.body.config.url, { method: 'POST', headers, body })).status, 200);
    const [fired] = await platform.control('GET', `callbacks?id=${subscription.subscriptionId}`);
    assert.equal(fired.body.trigger.outputFields.issue.title, 'Broken');
    assert.match(platform.server.output, /fired a trigger with its signing secret/);
    const { webhookId } = subscription.body;
    const end = await platform.control('POST', 'triggers/issue/unsubscribe', {
      path: '/monday/unsubscribe',
      webhookId,
    });
    assert.equal(end.status, 200);
    assert.equal(thirdParties.calls('DELETE api.github.com/repos/amara/hello/hooks/747').length, 1);
  });

  it('runs its action, which creates an issue', async () => {
    const fields = data({ repository, issue: { title: 'From monday' } });
    const { status } = await platform.send('action', 'create', '--path', '/monday/execute_action', ...fields);
    const [created] = thirdParties.calls('POST api.github.com/repos/amara/hello/issues');
    assert.deepEqual([status, created.body.title], [200, 'From monday']);
  });
});

/** The consent page, answered as by a click. */
function approveAtMonday(url) {
  if (url.pathname !== '/oauth2/authorize') return url;
  url.searchParams.set('prompt', 'none');
  url.searchParams.set('login_hint', ADMIN);
  return url;
}

sample('apps/jira-node', (folder) => {
  const holder = started(folder, ['node', 'src/app.js'], () => ({
    variables: {
      LOCAL_SERVER_URL: APP,
      URL: 'https://acme.atlassian.example',
      USERNAME: 'amara@acme.example',
      API_KEY: 'key',
    },
    before: ['npm', 'run', 'db:migrate'],
  }));
  const ISSUE = {
    id: '10002',
    key: 'ACME-1',
    fields: {
      summary: 'It is',
      priority: { name: 'High' },
      status: { name: 'Done' },
      creator: { displayName: 'Amara' },
    },
  };

  it('subscribes as far as its old client allows, fires with the raw signing secret, and unsubscribes', async () => {
    const subscription = await platform.control('POST', 'triggers/issue/subscribe', {
      path: '/subscribe',
      inputFields: { jql: 'project = ACME', boardId: Number(BOARD) },
    });
    // It calls `setApiVersion`, which the monday-sdk-js of its own package.json does not have.
    if (subscription.status !== 200)
      assert.match(holder.sample.program.output, /setApiVersion is not a function/);
    const [hook] = thirdParties.calls('POST acme.atlassian.example/rest/webhooks/1.0/webhook/');
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ issue: ISSUE });
    assert.equal((await fetch(hook.body.url, { method: 'POST', headers, body })).status, 200);
    const [fired] = await until(async () => {
      const callbacks = await platform.control('GET', `callbacks?id=${subscription.subscriptionId}`);
      return callbacks.length > 0 && callbacks;
    }, 10_000);
    assert.equal(fired.body.trigger.outputFields.issueId, '10002');
    assert.match(platform.server.output, /fired a trigger with its signing secret/);
    const end = await platform.control('POST', 'triggers/issue/unsubscribe', {
      path: '/unsubscribe',
      webhookId: 1,
    });
    assert.equal(end.status, 200);
  });

  it('lists the fields of an issue', async () => {
    const { body } = await platform.control('POST', 'fields/issue', { path: '/issuefields' });
    assert.ok(body.some(({ id }) => id === 'key'));
  });
});

sample('apps/slack-node', (folder) => {
  started(folder, ['npm', 'start']);

  before(async () => {
    const text = await readFile(join(process.env.WELCOME_APPS, folder, 'manifest.json'), 'utf8');
    const filled = text
      .replaceAll('{your-tunnel-url}', APP)
      .replaceAll(/\{\{REPLACE_ME_WITH_ENV_VAR_FOR_(\w+)\}\}/g, (_, name) => name.toLowerCase());
    const { app } = JSON.parse(filled);
    await platform.control('PUT', 'declaration', {
      scopes: app.oauth.scopes,
      secretNames: [],
      variableNames: [],
      credentials: app.features.filter(({ type }) => type === 'AppFeatureCredentials'),
      credentialsUses: {
        'action "notify"': { slack_credentials: 'Slack_Credentials' },
        'field "channel"': { credentianals: 'Slack_Credentials' },
      },
    });
  });

  it('connects an account by the login of Slack, and names it', async () => {
    const form = new URLSearchParams({ user_id: ADMIN, credentials: 'Slack_Credentials' });
    const begun = await fetch(`${platform.url}/connections/connect`, {
      method: 'POST',
      body: form,
      redirect: 'manual',
    });
    const end = await browse(begun.headers.get('location'), {
      ca: [thirdParties.certificate],
      until: ({ pathname }) => pathname === '/connections',
    });
    assert.ok(end.searchParams.get('connected'));
    const [connection] = await platform.control('GET', 'connections');
    assert.deepEqual(
      [connection.displayName, connection.providerUniqueIdentifier, connection.state],
      ['Amara L.', 'T1-U1', 'ACTIVE'],
    );
  });

  it('lists the channels of the connected account', async () => {
    const reply = await platform.control('POST', 'fields/channel', {
      path: '/monday/get_remote_list_options',
    });
    assert.deepEqual(reply, { status: 200, body: [{ value: 'C1', title: 'general' }] });
  });

  it('posts what has changed', async () => {
    const fields = data({ boardId: Number(BOARD), channel: 'C1', itemId: Number(ITEM), columnId: 'status' });
    const { status } = await platform.send('action', 'notify', '--path', '/monday/execute_action', ...fields);
    assert.equal(status, 200);
    const [posted] = thirdParties.calls('POST slack.com/api/chat.postMessage');
    assert.equal(posted.headers.authorization, `Bearer ${SLACK_TOKEN}`);
    assert.match(posted.body.text, /The item ".+" has had its status updated to ".+"\./);
  });
});
