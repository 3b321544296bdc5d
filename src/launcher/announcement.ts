interface Announced {
  readonly appUrl: string;
  readonly platformUrl: string;
  /** Whether the app serves `/docs`. */
  readonly hasDocs: boolean;
}

/** The addresses to open, printed after the start. */
export function announcement({ appUrl, platformUrl, hasDocs }: Announced): string {
  const lines = [
    ['Log in', `${appUrl}/auth/login`],
    ['Console', `${platformUrl}/`],
    ['Mailbox', `${platformUrl}/mailbox`],
    ...(hasDocs ? [['API docs', `${appUrl}/docs`]] : []),
    ['Stop', 'Ctrl+C'],
  ].map(([name = '', target = '']) => `  ${name.padEnd(10)}${target}`);
  return `\n  The app and its local platform are ready.\n\n${lines.join('\n')}\n\n`;
}
