import { parseArgs } from 'node:util';
import { UsageError } from '../cli.errors.js';
import { usageOf, type Command } from '../command.js';
import type { ControlClient } from '../control-client.js';

/** What the app answered; status 0 where it did not. */
interface BlockReply {
  readonly status: number;
  readonly body: unknown;
}

interface SendOptions {
  readonly action: string;
  readonly userId: string | undefined;
  readonly fields: Readonly<Record<string, string>>;
}

const OPTIONS = {
  user: { type: 'string' },
  to: { type: 'string' },
  field: { type: 'string', multiple: true },
} as const;
const FIELD = /^([^=]+)=(.*)$/s;

export const sandboxSend: Command = {
  words: 'sandbox send',
  parameters: '<action> [--user ID] [--to EMAIL] [--field NAME=VALUE]...',
  summary: 'sends the app a signed block request, such as mail-send, and prints its answer',
  async run({ arguments: given, sandbox, print }) {
    const { action, userId, fields } = read(given);
    const defaults = action === 'mail-send' ? await mailFields(sandbox, userId) : {};
    const reply = await sandbox.post<BlockReply>(`/__sandbox/blocks/${encodeURIComponent(action)}`, {
      ...(userId === undefined ? {} : { userId }),
      inputFields: { ...defaults, ...fields },
    });
    if (reply.status === 0) print('The app did not answer. Does it run?');
    else print(`${reply.status} ${JSON.stringify(reply.body, null, 2)}`);
    return reply.status >= 200 && reply.status < 300 ? 0 : 1;
  },
};

/** A mail to the user, so that the shortest form of the command shows something. */
async function mailFields(
  sandbox: ControlClient,
  userId: string | undefined,
): Promise<Record<string, string>> {
  const users = await sandbox.get<{ id: string; name: string; email: string }[]>('/__sandbox/users');
  const user = users.find(({ id }) => id === userId) ?? users[0];
  return {
    to: user?.email ?? '',
    subject: 'Hello from the local platform',
    text: `Hello ${user?.name ?? ''}, this mail came from a block.`,
  };
}

function read(given: readonly string[]): SendOptions {
  const { positionals, values } = parse(given);
  const [action] = positionals;
  if (action === undefined || positionals.length > 1) {
    throw new UsageError('Name one action.', usageOf(sandboxSend));
  }
  const fields = (values.field ?? []).map((text): [string, string] => {
    const [, name, value] = FIELD.exec(text) ?? [];
    if (name === undefined || value === undefined) {
      throw new UsageError('A field is NAME=VALUE.', usageOf(sandboxSend));
    }
    return [name, value];
  });
  const to: Record<string, string> = values.to === undefined ? {} : { to: values.to };
  return { action, userId: values.user, fields: { ...to, ...Object.fromEntries(fields) } };
}

function parse(
  given: readonly string[],
): ReturnType<typeof parseArgs<{ options: typeof OPTIONS; allowPositionals: true }>> {
  try {
    return parseArgs({ args: [...given], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message, usageOf(sandboxSend));
  }
}
