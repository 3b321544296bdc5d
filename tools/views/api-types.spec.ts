import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const ROOT = join(__dirname, '../..');
const FILE = 'src/app/features/board-notes/view/api-types.d.ts';
const PROGRAM = `
  import { readFile } from 'node:fs/promises';
  import { documentOfViews, headFor } from ${JSON.stringify(pathToFileURL(join(__dirname, 'api-types.mjs')).href)};
  const document = JSON.parse(await readFile('docs/openapi.json', 'utf8'));
  process.stdout.write(headFor(documentOfViews(document)));
`;

// The example can be deleted.
(existsSync(join(ROOT, FILE)) ? describe : describe.skip)('the types of the example view', () => {
  it('were made from the present OpenAPI document; `npm run build` makes them', () => {
    const head = execFileSync(process.execPath, ['--input-type=module', '-e', PROGRAM], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    expect(readFileSync(join(ROOT, FILE), 'utf8').split('\n', 1)[0]).toBe(head.trim());
  });
});
