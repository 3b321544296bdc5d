import { type DevSession } from './dev-session.js';

interface Announced {
  readonly session: Pick<DevSession, 'appUrl' | 'platformUrl' | 'hasDocs'>;
  /** How long the start took. */
  readonly seconds: number;
  readonly isWatching: boolean;
}

/** The addresses to open, printed after the start. */
export function announcement({
  session: { appUrl, platformUrl, hasDocs },
  seconds,
  isWatching,
}: Announced): string {
  const lines = [
    ['Log in', `${appUrl}/auth/login`],
    ['Console', `${platformUrl}/`],
    ['Mailbox', `${platformUrl}/mailbox`],
    ...(hasDocs ? [['API docs', `${appUrl}/docs`]] : []),
    ...(isWatching ? [['Restart', 'save a file']] : []),
    ['Stop', 'Ctrl+C'],
  ].map(([name = '', target = '']) => `  ${name.padEnd(10)}${target}`);
  return `\n  The app and its local platform are ready (${seconds.toFixed(1)} s).\n\n${lines.join('\n')}\n\n`;
}
