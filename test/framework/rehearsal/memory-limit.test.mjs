// That the limit of the rehearsal holds at all: a process that wants more is killed.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { it } from 'node:test';
import { limitMemory } from './memory-limit.mjs';

const HUNGRY = `
  process.stdin.once('data', () => {
    const all = [];
    setInterval(() => all.push(Buffer.alloc(16 * 1024 * 1024, 1)), 20);
  });
`;

it('kills what takes more memory than it may', { timeout: 60_000 }, async () => {
  const child = spawn(process.execPath, ['-e', HUNGRY], { stdio: ['pipe', 'ignore', 'ignore'] });
  const exited = once(child, 'exit');
  const limit = await limitMemory(child, 256);
  child.stdin.write('\n');
  const [code, signal] = await exited;
  await limit.release();
  console.log(`held by ${limit.by}`);
  assert.deepEqual({ code, signal }, { code: null, signal: 'SIGKILL' });
});
