// `npm run rehearse`: the repository built once as monday code builds it, and then the rehearsal's own checks and the whole of
// test/framework/e2e, over HTTP, against what came of it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runJest } from '../targets/run-jest.mjs';
import { build, upload } from './buildpack.mjs';

/** An app without a database waits for the vault most of its time (7 requests a second), so that more go at once. */
const WORKERS = '--maxWorkers=6';
/** Of a test: for the same reason. */
const TIMEOUT = '--testTimeout=120000';
const CHECKS = ['memory-limit', 'rehearsal', 'document-db'].map((name) =>
  fileURLToPath(new URL(`./${name}.test.mjs`, import.meta.url)),
);

const folder = await mkdtemp(join(tmpdir(), 'rehearsal-'));
try {
  await upload(folder);
  await build(folder);
  const env = { REHEARSAL_FOLDER: folder };
  const checked = await runChecks(env);
  const passed = await runJest('monday-code', ['test/framework/e2e'], { words: [WORKERS, TIMEOUT], env });
  if (!checked || !passed) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function runChecks(env) {
  const child = spawn(process.execPath, ['--test', ...CHECKS], {
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  const [code] = await once(child, 'exit');
  return code === 0;
}
