import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { enterOwnNetwork } from '../own-network.mjs';

const reason = enterOwnNetwork(import.meta.url, ['127.0.0.1 api.monday.com']);

// After the line above, which needs no package.
const { LocalPlatform, Program } = await import('../local-platform.mjs');
const { ADMIN, BOARD, ITEM } = await import('../platform.mjs');

const COLUMN = 'files';
const ACCOUNT = '18345021';

/** Programs with a client of the community, and how each finds it. */
const CLIENTS = [
  {
    title: 'the Python client monday',
    program: process.env.PYTHON || 'python3',
    probe: ['-c', 'import monday'],
    words: [fileURLToPath(new URL('community_client.py', import.meta.url))],
    install: 'pip install monday, or set PYTHONPATH to a checkout of ProdPerfect/monday',
    author: 'From Python',
    me: ADMIN,
  },
  {
    title: 'the Ruby client monday_ruby',
    program: process.env.RUBY || 'ruby',
    probe: ['-e', 'require "monday_ruby"'],
    words: [fileURLToPath(new URL('community_client.rb', import.meta.url))],
    install: 'gem install monday_ruby, or set RUBYLIB to lib of a checkout of sanifhimani/monday_ruby',
    author: 'From Ruby',
    me: ACCOUNT,
  },
];

for (const { title, program, probe, words, install, author, me } of CLIENTS) {
  const isInstalled = () => spawnSync(program, probe, { stdio: 'ignore' }).status === 0;
  describe(
    title,
    { skip: reason ?? (!isInstalled() && `needs ${program} with the client: ${install}`) },
    () => {
      let folder;
      let platform;
      let token;
      let printed;

      before(async () => {
        folder = await mkdtemp(join(tmpdir(), 'other-languages-'));
        platform = await LocalPlatform.start();
        token = await platform.token(ADMIN);
        await platform.query(
          token,
          `mutation { create_column(board_id: ${BOARD}, column_type: file, title: "Files", id: "${COLUMN}") { id } }`,
        );
        const file = join(folder, 'hello.txt');
        await writeFile(file, 'Hello');
        const run = new Program(program, [...words, BOARD, ITEM, COLUMN, file], {
          env: { ...process.env, ...platform.variables, MONDAY_TOKEN: token },
        });
        assert.equal(await run.exit, 0, run.output);
        printed = JSON.parse(run.output.trim().split('\n').at(-1));
      });
      after(async () => {
        await platform?.close();
        await rm(folder, { recursive: true });
      });

      it('knows who it is, and counts the items', () => {
        assert.equal(printed.me, me);
        assert.ok(printed.items > 1);
      });

      it('writes items, columns and updates', async () => {
        const data = await platform.query(
          token,
          `{ items(ids: [${printed.item}, ${ITEM}]) { name column_values(ids: ["status", "date4"]) { text } } }`,
        );
        const [created, changed] = ['name', 'column_values'].map((field) =>
          data.items.map((each) => each[field]),
        );
        assert.ok(created.includes(author));
        assert.match(JSON.stringify(changed), /"Done"[^]*"2026-12-24"|"2026-12-24"[^]*"Done"/);
        const { updates } = await platform.query(
          token,
          `{ updates(ids: [${printed.update}]) { text_body } }`,
        );
        assert.deepEqual(updates, [{ text_body: author }]);
      });

      it('uploads a file', async () => {
        const { assets } = await platform.query(token, `{ assets(ids: [${printed.asset}]) { public_url } }`);
        assert.equal(await (await fetch(assets[0].public_url)).text(), 'Hello');
      });

      it('raises what the API refuses', () => {
        assert.match(printed.refusal, /nope/i);
      });
    },
  );
}
