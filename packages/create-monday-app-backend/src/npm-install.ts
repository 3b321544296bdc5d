import { spawn } from 'node:child_process';
import { CreateError } from './create.errors.js';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs `npm install` in a folder; its output goes to this process's.
 * @throws CreateError if it fails or is interrupted
 */
export async function npmInstall(folder: string): Promise<void> {
  // On Windows, npm is a script that only a shell can start.
  const isWindows = process.platform === 'win32';
  const child = spawn('npm', ['install', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: isWindows,
  });
  let interrupted = false;
  const interrupt = (signal: NodeJS.Signals): void => {
    interrupted = true;
    // A terminal sends its signal to npm too.
    child.kill(signal);
  };
  for (const signal of SIGNALS) process.on(signal, interrupt);
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null));
    child.once('close', resolve);
  });
  for (const signal of SIGNALS) process.off(signal, interrupt);
  if (interrupted) throw new CreateError('Interrupted; nothing was created.');
  if (code !== 0)
    throw new CreateError(
      'npm install failed (see above); nothing was created. --no-install creates the app without it.',
    );
}
