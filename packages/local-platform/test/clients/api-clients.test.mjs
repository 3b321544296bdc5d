import assert from 'node:assert/strict';
import { File } from 'node:buffer';
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ADMIN, BOARD, ITEM, startPlatform } from './platform.mjs';

const require = createRequire(import.meta.url);
const run = promisify(execFile);
let platform;
before(async () => {
  platform = await startPlatform();
  // The older ones know no other address than monday's.
  process.env.MONDAY_API_ORIGIN = platform.url;
  require('./divert-monday.cjs');
});
after(() => platform.close());

const UPLOAD = `mutation ($file: File!, $item: ID!, $column: String!) {
  add_file_to_column(item_id: $item, column_id: $column, file: $file) { id name public_url }
}`;

for (const name of ['api-10', 'api-11', 'api-14']) {
  const { version } = require(`${name}/package.json`);

  describe(`@mondaydotcomorg/api ${version}`, () => {
    let client;
    before(() => {
      const { ApiClient } = require(name);
      client = new ApiClient({ token: platform.token, endpoint: platform.endpoint });
    });

    it('reads and writes with its own operations', async () => {
      const { operations } = client;
      assert.equal((await operations.getMeOp()).me.name, 'Amara Lindqvist');
      const { create_item: item } = await operations.createItemOp({
        boardId: BOARD,
        groupId: 'topics',
        itemName: name,
      });
      const target = { boardId: BOARD, itemId: item.id };
      await operations.changeColumnValueOp({ ...target, columnId: 'status', value: '{"label":"Done"}' });
      await operations.changeSimpleColumnValueOp({ ...target, columnId: 'date4', value: '2026-12-24' });
      await operations.changeMultipleColumnValuesOp({ ...target, columnValues: '{"numbers":"7"}' });
      const { items } = await platform.query(
        `{ items(ids: [${item.id}]) { name column_values(ids: ["status", "date4", "numbers"]) { text } } }`,
      );
      const texts = ['Done', '2026-12-24', '7'].map((text) => ({ text }));
      assert.deepEqual(items, [{ name, column_values: texts }]);
    });

    it('sends any query, with variables and in another version', async () => {
      const query = 'query ($ids: [ID!]) { boards(ids: $ids) { name groups { id } } version { value } }';
      const data = await client.request(query, { ids: [BOARD] }, { versionOverride: '2026-07' });
      assert.deepEqual(data, {
        boards: [{ name: 'Website relaunch', groups: [{ id: 'topics' }, { id: 'group_title' }] }],
        version: { value: '2026-07' },
      });
    });

    it('throws what the API refuses', async () => {
      await assert.rejects(
        client.request('mutation { create_group(board_id: 1, group_name: "x") { id } }'),
        (error) => error.response.errors[0].extensions.code === 'InvalidBoardIdException',
      );
    });
  });
}

describe('@mondaydotcomorg/api 14, the first that takes files', () => {
  it('uploads a file', async () => {
    const column = 'files';
    await platform.query(
      `mutation { create_column(board_id: ${BOARD}, column_type: file, title: "Files", id: "${column}") { id } }`,
    );
    const file = new File(['Hello'], 'hello.txt', { type: 'text/plain' });
    const { ApiClient } = require('api-14');
    const client = new ApiClient({ token: platform.token, endpoint: platform.endpoint });
    const { add_file_to_column: asset } = await client.request(UPLOAD, { file, item: ITEM, column });
    assert.equal(asset.name, 'hello.txt');
    assert.equal(await (await fetch(asset.public_url)).text(), 'Hello');
    const { items } = await platform.query(
      `{ items(ids: [${ITEM}]) { assets(column_ids: ["${column}"]) { id } } }`,
    );
    assert.deepEqual(items, [{ assets: [{ id: asset.id }] }]);
  });
});

describe('monday-sdk-js 0.5.9 in a process of `exec`', () => {
  it('finds the platform by itself', async () => {
    const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
    const script = `
      const monday = require('monday-sdk-js')();
      fetch(process.env.MONDAY_API_ENDPOINT.replace('/v2', '/__sandbox/tokens'), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ userId: '${ADMIN}' }),
      }).then((reply) => reply.json()).then(async ({ access_token: token }) => {
        monday.setToken(token);
        console.log(JSON.stringify((await monday.api('{ me { id } }')).data));
      });`;
    const command = [main, 'exec', '--', process.execPath, '-e', script];
    const { stdout } = await run(process.execPath, command, {
      cwd: fileURLToPath(new URL('.', import.meta.url)),
      env: { PATH: process.env.PATH, SIDECAR_PORT: '0' },
    });
    assert.match(stdout, new RegExp(`{"me":{"id":"${ADMIN}"}}`));
  });
});

describe('monday-sdk-js 0.5.9', () => {
  let monday;
  before(() => {
    monday = require('monday-sdk-js')();
    monday.setToken(platform.token);
  });

  it('reads, and reads what it wrote', async () => {
    const { data } = await monday.api('query ($id: ID!) { boards(ids: [$id]) { name } }', {
      variables: { id: BOARD },
    });
    assert.deepEqual(data, { boards: [{ name: 'Website relaunch' }] });
    const { data: written } = await monday.api(
      `mutation { create_update(item_id: ${ITEM}, body: "From the SDK") { id } }`,
    );
    const { updates } = await platform.query(`{ updates(ids: [${written.create_update.id}]) { text_body } }`);
    assert.deepEqual(updates, [{ text_body: 'From the SDK' }]);
  });

  it('asks for a version, and shows errors', async () => {
    monday.setApiVersion('2027-01');
    assert.deepEqual((await monday.api('{ version { value } }')).data, { version: { value: '2027-01' } });
    const { errors } = await monday.api('{ boards { nope } }').catch((error) => error.response ?? error);
    assert.ok(errors.length > 0);
  });
});
