import { parseArgs } from 'node:util';
import { UsageError } from '../cli.errors.js';
import { usageOf, type Command } from '../command.js';

interface BlockReply {
  readonly status: number;
  readonly body: unknown;
}

const OPTIONS = {
  user: { type: 'string' },
  to: { type: 'string' },
  subject: { type: 'string' },
  text: { type: 'string' },
} as const;

export const sandboxSend: Command = {
  words: 'sandbox send',
  parameters: '<action> [--user ID] [--to EMAIL] [--subject TEXT] [--text TEXT]',
  summary: 'sends the app a signed block request, such as mail-send, and prints its answer',
  async run({ arguments: given, sandbox, print }) {
    const { action, values } = read(given);
    const { user: userId, ...inputFields } = values;
    const reply = await sandbox.post<BlockReply>(`/__sandbox/blocks/${encodeURIComponent(action)}`, {
      ...(userId === undefined ? {} : { userId }),
      inputFields,
    });
    print(`${reply.status} ${JSON.stringify(reply.body, null, 2)}`);
    return reply.status < 400 ? 0 : 1;
  },
};

function read(given: readonly string[]): { action: string; values: Record<string, string | undefined> } {
  try {
    const { positionals, values } = parseArgs({ args: [...given], options: OPTIONS, allowPositionals: true });
    const [action] = positionals;
    if (action !== undefined && positionals.length === 1) return { action, values };
  } catch (error) {
    throw new UsageError((error as Error).message, usageOf(sandboxSend));
  }
  throw new UsageError('Name one action.', usageOf(sandboxSend));
}
