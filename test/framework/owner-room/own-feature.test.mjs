// `npm run test:own-feature`: in a copy of the repository, adds a feature with one of everything that a feature can declare. No
// file outside of `src/app` and `test/app` is changed but generated ones, and everything that looks at the app is green.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { itIsGreen, withCopy } from './copy.mjs';

const EVERYTHING = fileURLToPath(new URL('./everything/', import.meta.url));

describe('a feature with one of everything', () => {
  const copy = withCopy(async (workspace) => {
    for (const name of await readdir(EVERYTHING)) {
      const text = await readFile(join(EVERYTHING, name), 'utf8');
      if (name.endsWith('.test-file.ts')) {
        const moved = text.replace("'./nudges.js'", "'../../src/app/features/nudges/nudges.js'");
        await workspace.write('test/app/nudges.spec.ts', moved.replaceAll("'#app/", "'../../src/"));
      } else {
        await workspace.write(`src/app/features/nudges/${name}`, text.replaceAll("'#app/", "'../../../"));
      }
    }
    const file = 'src/app/app.module.ts';
    const module = await workspace.read(file);
    await workspace.write(
      file,
      module
        .replace(
          'import { Send',
          "import { NudgesFeature } from './features/nudges/nudges.feature.js';\nimport { Send",
        )
        .replace('    SendMailFeature,\n', '    SendMailFeature,\n    NudgesFeature,\n'),
    );
  });

  itIsGreen(copy);

  it('is in the reference', async () => {
    const reference = await copy().read('docs/reference.md');
    for (const row of [
      '| `updates:write` | a nudge writes an update of the item |',
      '| `NUDGE_CALENDAR_KEY` | secret | nudges |',
      '| `nudges.missing` | 404 | There is no such nudge. |',
      '| `nudge-overdue` | `0 7 * * *` | `Nudges.tick` |',
      '| nudges | `NudgeStore.purgeAccount` |',
      '| `nudges/` | nudges |',
      '| `nudges.overdue` | Item 7 is overdue | nudges |',
    ]) {
      assert.ok(reference.includes(row), row);
    }
  });

  it('is in the OpenAPI document', async () => {
    const document = JSON.parse(await copy().read('docs/openapi.json'));
    assert.equal(document.paths['/nudges/{id}'].get.operationId, 'readNudge');
    assert.ok(document.tags.some(({ name }) => name === 'nudges'));
    assert.ok(document.components.schemas.NudgesMissingError);
  });
});
