import { spawn } from 'node:child_process';
import { constants } from 'node:os';

export type InstallEnd = 'installed' | 'failed' | 'interrupted';

/** What a shell reports of a program that one of these signals ended. */
const INTERRUPTED: ReadonlySet<number | null> = new Set(
  (['SIGINT', 'SIGTERM', 'SIGHUP'] as const).map((name) => 128 + constants.signals[name]),
);

/**
 * Runs `npm install` in a folder; its output goes to this process's.
 * @param signal ends npm
 * @returns `interrupted` if a signal ended npm. A terminal sends it to this process too, which may hear of it later.
 */
export async function npmInstall(folder: string, signal: AbortSignal): Promise<InstallEnd> {
  const child = spawn('npm', ['install', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'inherit'],
    signal,
    // On Windows, npm is a script that only a shell can start.
    shell: process.platform === 'win32',
  });
  // An error is reported when npm cannot be started, and when it is ended by the signal.
  child.on('error', () => undefined);
  return new Promise((resolve) =>
    child.once('close', (code, endedBy) => {
      const isInterrupted = endedBy !== null || INTERRUPTED.has(code);
      resolve(code === 0 ? 'installed' : isInterrupted ? 'interrupted' : 'failed');
    }),
  );
}
