// `npm run test:without-examples`: in a copy of the repository, deletes the examples and their tests. Everything that looks
// at the app stays green.
import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { itIsGreen, withCopy } from './copy.mjs';

describe('the app without the examples', () => {
  const copy = withCopy(async (workspace) => {
    await rm(join(workspace.folder, 'src/app/features'), { recursive: true });
    await rm(join(workspace.folder, 'test/app'), { recursive: true });
    const file = 'src/app/app.module.ts';
    const lines = (await workspace.read(file)).split('\n');
    const kept = lines.filter((line) => !/BoardNotes|LastItemStatus|SendMail|examples/.test(line));
    await workspace.write(file, kept.join('\n'));
    await workspace.run('npx', ['prettier', '--write', file]);
  });

  itIsGreen(copy);

  it('has none of their routes', async () => {
    const document = JSON.parse(await copy().read('docs/openapi.json'));
    assert.equal(document.paths['/mail/send'], undefined);
    assert.ok(document.paths['/monday/actions/{name}']);
  });
});
