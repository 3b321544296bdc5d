import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { npmInstall } from './npm-install.js';

describe('npmInstall', () => {
  const path = process.env.PATH ?? '';
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'npm-'));
    process.env.PATH = `${folder}${delimiter}${path}`;
  });
  afterEach(() => {
    process.env.PATH = path;
    rmSync(folder, { recursive: true, force: true });
  });

  it.each([
    ['exit 0', 'installed'],
    ['exit 1', 'failed'],
    ['exit 130', 'interrupted'],
    ['exit 143', 'interrupted'],
    ['kill -TERM $$', 'interrupted'],
  ])('tells how npm ended: %s', async (script, end) => {
    writeFileSync(join(folder, 'npm'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    await expect(npmInstall(folder, new AbortController().signal)).resolves.toBe(end);
  });
});
