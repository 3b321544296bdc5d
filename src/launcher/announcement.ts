/** What to open once everything runs. */
export function announcement(appUrl: string, platformUrl: string): string {
  const lines = [
    ['Log in', `${appUrl}/auth/login`],
    ['Console', `${platformUrl}/`],
    ['Mailbox', `${platformUrl}/mailbox`],
    ['API docs', `${appUrl}/docs`],
    ['Stop', 'Ctrl+C'],
  ].map(([name = '', target = '']) => `  ${name.padEnd(10)}${target}`);
  return `\n  The app and its local platform are ready.\n\n${lines.join('\n')}\n\n`;
}
