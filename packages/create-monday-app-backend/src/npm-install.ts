import { spawn } from 'node:child_process';

/**
 * Runs `npm install` in a folder; its output goes to this process's.
 * @param signal ends npm
 * @returns whether it succeeded
 */
export async function npmInstall(folder: string, signal: AbortSignal): Promise<boolean> {
  const child = spawn('npm', ['install', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'inherit'],
    signal,
    // On Windows, npm is a script that only a shell can start.
    shell: process.platform === 'win32',
  });
  // An error is reported when npm cannot be started, and when it is ended by the signal.
  child.on('error', () => undefined);
  return new Promise((resolve) => child.once('close', (code) => resolve(code === 0)));
}
