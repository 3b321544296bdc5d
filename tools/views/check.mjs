/** Checks the types of the views, each by its own `tsconfig.json`. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { findViews, tscOfApp } from './find.mjs';

/** @returns the exit code: that of the first view with a problem, else 0 */
export async function checkViews() {
  for (const { folder } of await findViews()) {
    const child = spawn(process.execPath, [tscOfApp(), '--noEmit', '-p', folder], { stdio: 'inherit' });
    const [code] = await once(child, 'close');
    if (code !== 0) return code ?? 1;
  }
  return 0;
}
