/** Runs tests against an app that runs elsewhere: `TEST_TARGET`, see docs/testing.md. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';

const JEST = createRequire(import.meta.url).resolve('jest/bin/jest');

/**
 * @param target the name of one in `setup.ts`
 * @param options words of jest, and variables beside those of this process
 * @returns whether all of them passed
 */
export async function runJest(target, paths, { words = [], env = {} } = {}) {
  const child = spawn(process.execPath, [JEST, ...words, ...paths], {
    stdio: 'inherit',
    env: { ...process.env, ...env, TEST_TARGET: target },
  });
  const [code] = await once(child, 'exit');
  return code === 0;
}
