import { type PlatformCommand } from '../platform-command.js';

interface ListedUser {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly account: { readonly slug: string };
}

export const users: PlatformCommand = {
  words: 'users',
  summary: 'lists the seeded users',
  async run({ sandbox, print }) {
    const users = await sandbox.get<ListedUser[]>('/__sandbox/users');
    const rows = users.map(({ id, name, email, role, account }) => [id, role, account.slug, name, email]);
    const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
    for (const row of rows) print(row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
    return 0;
  },
};
