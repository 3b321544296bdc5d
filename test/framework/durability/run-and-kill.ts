import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { testProgram } from '../support/compiled-app.js';

/** Lets a process write until so many writes were acknowledged, kills it with SIGKILL, and tells which they were. */
export async function runAndKill(
  driver: 'sqlite' | 'postgres' | 'document-db',
  target: string,
  acknowledgements: number,
): Promise<string[]> {
  const child = spawn(process.execPath, [await testProgram('writer'), driver, target], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  let lines = 0;
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk;
    lines += chunk.split('\n').length - 1;
    if (lines >= acknowledgements) child.kill('SIGKILL');
  });
  await once(child, 'close');
  if (child.signalCode !== 'SIGKILL') throw new Error(`The writer ended by itself: ${child.exitCode}`);
  // The last line may be cut off; then it was not acknowledged to anyone.
  return output.split('\n').slice(0, -1);
}
