import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startPlatform } from './platform.mjs';

const MAPPS = fileURLToPath(new URL('./node_modules/@mondaycom/apps-cli/bin/run.js', import.meta.url));
const MANIFEST = fileURLToPath(new URL('../../../../deploy/manifest.json', import.meta.url));
const APP = '10000001';
const VERSION = '10000002';
const ACCOUNT = '18345021';

describe("monday's command line client mapps 4.10.5", () => {
  let platform;
  let app;
  let folder;
  const calls = [];

  before(async () => {
    app = createServer((request, response) => {
      calls.push(`${request.method} ${request.url}`);
      response.end();
    });
    app.listen(0, '127.0.0.1');
    await once(app, 'listening');
    platform = await startPlatform({ appUrl: `http://127.0.0.1:${app.address().port}` });
    folder = await mkdtemp(join(tmpdir(), 'mapps-'));
    await mapps('init', '-l', '-t', platform.token);
  });
  after(async () => {
    await platform?.close();
    app?.close().closeAllConnections();
    if (folder) await rm(folder, { recursive: true });
  });

  const mapps = (...words) =>
    new Promise((resolve) => {
      const env = { PATH: process.env.PATH, HOME: folder, APPS_DOMAIN: platform.url, NO_COLOR: '1' };
      execFile(
        process.execPath,
        [MAPPS, ...words],
        { cwd: folder, env, timeout: 60_000 },
        (error, out, err) => resolve({ code: error ? error.code : 0, text: out + err }),
      );
    });
  const must = async (...words) => {
    const { code, text } = await mapps(...words);
    assert.equal(code, 0, `${words.join(' ')}\n${text}`);
    return text;
  };
  const storage = (method, key, value) =>
    fetch(`${platform.url}/app_storage_api/v2/${key}`, {
      method,
      headers: { authorization: platform.token, 'content-type': 'application/json' },
      body: value === undefined ? undefined : JSON.stringify({ value }),
    });

  it('app:list, app-version:list', async () => {
    assert.match(await must('app:list'), new RegExp(APP));
    assert.match(await must('app-version:list', '-i', APP), new RegExp(VERSION));
  });

  for (const [command, key] of [
    ['code:env', 'GREETING'],
    ['code:secret', 'API_KEY'],
  ]) {
    it(command, async () => {
      await must(command, '-i', APP, '-m', 'set', '-k', key, '-v', 'a value');
      assert.match(await must(command, '-i', APP, '-m', 'list-keys'), new RegExp(key));
      await must(command, '-i', APP, '-m', 'delete', '-k', key);
      assert.doesNotMatch(await must(command, '-i', APP, '-m', 'list-keys'), new RegExp(key));
    });
  }

  it('storage:search, storage:export, storage:remove-data', async () => {
    await storage('POST', 'greeting', { to: 'Ada' });
    await storage('POST', 'note', 'remember');
    const found = await must('storage:search', '-a', APP, '-c', ACCOUNT, '-t', 'greet');
    assert.match(found, /greeting/);
    assert.doesNotMatch(found, /note/);
    for (const format of ['json', 'csv']) {
      await must('storage:export', '-a', APP, '-c', ACCOUNT, '-f', format, '-d', `export.${format}`);
    }
    assert.deepEqual(JSON.parse(await readFile(join(folder, 'export.json'), 'utf8')), [
      { key: 'greeting', value: '{"to":"Ada"}', backendOnly: true },
      { key: 'note', value: 'remember', backendOnly: true },
    ]);
    assert.match(await readFile(join(folder, 'export.csv'), 'utf8'), /"note",true,"remember"/);
    await must('storage:remove-data', '-a', APP, '-c', ACCOUNT, '-f');
    assert.equal((await storage('GET', 'note')).status, 404);
  });

  it('scheduler:create, list, update, run, delete', async () => {
    const job = ['-a', APP, '-n', 'nudge'];
    const details = ['-d', 'Nudges', '-r', '2', '-b', '10', '-t', '60'];
    await must('scheduler:create', ...job, '-s', '0 7 * * *', '-e', 'nudge', ...details);
    assert.match(await must('scheduler:list', '-a', APP), /nudge/);
    await must('scheduler:update', ...job, '-s', '0 8 * * *', '-e', 'nudge', ...details);
    assert.match(await must('scheduler:list', '-a', APP), /0 8 \* \* \*/);
    await must('scheduler:run', ...job);
    await eventually(() => calls.includes('POST /mndy-cronjob/nudge'));
    await must('scheduler:delete', ...job);
    assert.match(await must('scheduler:list', '-a', APP), /No scheduler jobs found/);
  });

  it('manifest:import, manifest:export, app-features:list', async () => {
    // The command removes the file that it was given.
    await copyFile(MANIFEST, join(folder, 'manifest.json'));
    await must('manifest:import', '-a', APP, '-i', VERSION, '-p', 'manifest.json', '-m');
    await must('manifest:export', '-a', APP, '-i', VERSION, '-p', 'exported');
    const exported = JSON.parse(await readFile(join(folder, 'exported', 'manifest.json'), 'utf8'));
    const { app: declared } = JSON.parse(await readFile(MANIFEST, 'utf8'));
    assert.equal(exported.app.name, declared.name);
    assert.equal(exported.app.features.length, declared.features.length);
    const listed = await must('app-features:list', '-a', APP, '-i', VERSION);
    for (const { name } of declared.features) assert.ok(listed.includes(name), listed);
  });

  it('says what is wrong', async () => {
    await writeFile(
      join(folder, 'wrong.json'),
      '{"version":"1","app":{"name":"x","features":[{"type":"x"}]}}',
    );
    const refused = await mapps('manifest:import', '-a', APP, '-i', VERSION, '-p', 'wrong.json');
    assert.equal(refused.code, 1);
    assert.match(refused.text, /app\.features\[0\]\.type/);
    const other = await mapps('code:env', '-i', '1', '-m', 'list-keys');
    assert.equal(other.code, 1);
    await must('init', '-l', '-t', 'nobody');
    assert.match((await mapps('app:list')).text, /Invalid or expired access token/);
  });
});

async function eventually(isTrue) {
  for (let tries = 0; !isTrue(); tries += 1) {
    if (tries === 100) throw new Error('It did not happen.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
