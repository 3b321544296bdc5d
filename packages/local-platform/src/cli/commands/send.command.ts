import { readArguments, UsageError } from 'monday-persistence/command-line';
import { isObject, tryParseJson } from 'monday-persistence/json';
import { type PlatformCommand } from '../platform-command.js';
import { type ControlClient } from '../control.client.js';

/** The app's reply; status 0 if there was none. */
interface AppReply {
  readonly status: number;
  readonly body: unknown;
}

/** Kinds of requests that have a type; anything else is the name of an action. */
const FAMILIES: Readonly<Record<string, string>> = {
  action: 'blocks',
  webhook: 'webhooks',
  lifecycle: 'lifecycle',
  'feature-lifecycle': 'feature-lifecycle',
};

interface SendOptions {
  /** Of the control API. */
  readonly path: string;
  readonly name: string;
  readonly isAction: boolean;
  readonly userId: string | undefined;
  readonly isAsync: boolean;
  /** Whether the token follows `Bearer`. */
  readonly isBearer: boolean;
  /** Path of the app's route, if it differs from the default. */
  readonly appPath: string | undefined;
  /** Which of the described forms of an event is sent; the local platform names them. */
  readonly form: string | undefined;
  readonly fields: Readonly<Record<string, unknown>>;
}

const OPTIONS = {
  user: { type: 'string' },
  to: { type: 'string' },
  field: { type: 'string', multiple: true },
  data: { type: 'string' },
  async: { type: 'boolean' },
  bearer: { type: 'boolean' },
  path: { type: 'string' },
  form: { type: 'string' },
} as const;
const FIELD = /^([^=]+)=(.*)$/s;

export const send: PlatformCommand = {
  words: 'send',
  parameters:
    '<mail-send | action NAME | webhook TYPE | lifecycle TYPE | feature-lifecycle TYPE> [--user ID] [--to EMAIL] [--field NAME=VALUE]... [--data JSON] [--async] [--bearer] [--path /of/the/app] [--form NAME]',
  summary: 'sends a request to the app, signed as monday signs it, and prints the reply',
  async run({ arguments: given, sandbox, print }) {
    const { path, name, isAction, userId, isAsync, isBearer, appPath, form, fields } = read(given);
    const defaults = name === 'mail-send' ? await mailFields(sandbox, userId) : {};
    const content = { ...defaults, ...fields };
    const reply = await sandbox.post<AppReply>(`/__sandbox/${path}/${encodeURIComponent(name)}`, {
      ...(userId === undefined ? {} : { userId }),
      ...(isAsync && { async: true }),
      ...(isBearer && { bearer: true }),
      ...(appPath === undefined ? {} : { path: appPath }),
      ...(form === undefined ? {} : { form }),
      ...(isAction ? { inputFields: content } : { data: content }),
    });
    if (reply.status === 0) print('The app did not answer. Does it run?');
    else print(`${reply.status} ${JSON.stringify(reply.body, null, 2)}`);
    return reply.status >= 200 && reply.status < 300 ? 0 : 1;
  },
};

/** A mail to the user, so that the command works without options. */
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
  const { positionals, values } = readArguments(given, OPTIONS);
  const [first, second] = positionals;
  const path = first !== undefined && Object.hasOwn(FAMILIES, first) ? FAMILIES[first] : undefined;
  const name = path === undefined ? first : second;
  if (name === undefined || positionals.length > (path === undefined ? 1 : 2)) {
    throw new UsageError('Give the kind of request to send.');
  }
  const to = values.to === undefined ? {} : { to: values.to };
  return {
    path: path ?? 'blocks',
    name,
    isAction: path === undefined || path === 'blocks',
    userId: values.user,
    isAsync: values.async === true,
    isBearer: values.bearer === true,
    appPath: values.path,
    form: values.form,
    fields: { ...to, ...readData(values.data), ...readFields(values.field ?? []) },
  };
}

function readFields(given: readonly string[]): Record<string, string> {
  const fields = given.map((text): [string, string] => {
    const [, name, value] = FIELD.exec(text) ?? [];
    if (name === undefined || value === undefined) {
      throw new UsageError('A field must have the form NAME=VALUE.');
    }
    return [name, value];
  });
  return Object.fromEntries(fields);
}

function readData(text: string | undefined): object {
  if (text === undefined) return {};
  const data = tryParseJson(text);
  if (!isObject(data)) throw new UsageError('The data must be a JSON object.');
  return data;
}
