import { Double, Int32 } from 'bson';
import { CommandError } from '../command-error.js';
import { REFUSALS } from '../disturbance.js';
import { fieldOf, type Document } from '../document.js';
import { type Message } from '../wire/message.js';
import { type Command, type CommandCall, type Database } from './command.js';
import { AGGREGATE_COMMANDS } from './aggregate-commands.js';
import { HANDSHAKE_COMMANDS } from './handshake-commands.js';
import { INDEX_COMMANDS } from './index-commands.js';
import { requireGoodRequest } from './request-rules.js';
import { TimeLimit } from './time-limit.js';
import { countArgument } from './arguments.js';
import { READ_COMMANDS } from './read-commands.js';
import { TRANSACTION_COMMANDS } from './transaction-commands.js';
import { WRITE_COMMANDS } from './write-commands.js';

const COMMANDS = new Map<string, Command>(
  [
    HANDSHAKE_COMMANDS,
    READ_COMMANDS,
    AGGREGATE_COMMANDS,
    WRITE_COMMANDS,
    INDEX_COMMANDS,
    TRANSACTION_COMMANDS,
  ].flatMap((commands) => Object.entries(commands)),
);

export type Reply = Document | Uint8Array;

/** Runs a command. A refusal is a reply too, and so is a defect of the server. */
export async function runCommand(
  message: Message,
  database: Database,
  connection: CommandCall['connection'],
): Promise<Reply> {
  const name = Object.keys(message.body)[0] ?? '';
  try {
    const command = requireCommand(name, message.body, database, connection);
    const run = (): Reply => runNow(command, { name, message, database, connection });
    return command.writes ? await write(command, database, message, run) : run();
  } catch (error) {
    if (!(error instanceof CommandError)) database.onDefect(error);
    return refusalOf(
      error instanceof CommandError ? error : new CommandError('InternalError', 'The command failed.'),
    );
  }
}

interface Given {
  readonly name: string;
  readonly message: Message;
  readonly database: Database;
  readonly connection: CommandCall['connection'];
}

async function write(
  { settle }: Command,
  database: Database,
  { body, bytes }: Message,
  run: () => Reply,
): Promise<Reply> {
  try {
    const reply = await database.store.write(run, bytes);
    if (!('code' in reply)) settle?.(database, body, true);
    return reply;
  } catch (error) {
    settle?.(database, body, false);
    throw error;
  }
}

/** Refusals are replies here already: what was written before them together with it, by other commands, stays. */
function runNow(command: Command, { name, message, database, connection }: Given): Reply {
  const { body, sequences } = message;
  try {
    const transaction = command.isTransactional ? database.transactions.of(body) : undefined;
    transaction?.check();
    if (command.writes) database.expiry.sweepIfDue();
    const reply = command.run({
      name,
      body,
      sequences,
      database,
      connection,
      view: transaction ?? database.store,
      isInTransaction: transaction !== undefined,
      timeLimit: new TimeLimit(database.now, countArgument(body, 'maxTimeMS')),
    });
    // A statement that failed ends the transaction too.
    if (transaction && 'writeErrors' in reply) database.transactions.forget(body);
    return reply;
  } catch (error) {
    const reply = refusal(error);
    if (fieldOf(body, 'txnNumber') !== undefined) database.transactions.forget(body);
    return reply;
  }
}

function requireCommand(
  name: string,
  body: Document,
  database: Database,
  { sasl }: CommandCall['connection'],
): Command {
  const command = COMMANDS.get(name);
  if (!command) throw new CommandError('CommandNotFound', `no such command: '${name.slice(0, 100)}'`);
  if (!command.isOpen && !sasl.isProven) {
    throw new CommandError('Unauthorized', `command ${name} requires authentication`);
  }
  requireGoodRequest(command, body, database);
  if (command.writes && database.isReadOnly) throw REFUSALS.denied();
  return command;
}

/** @throws the error if it is no refusal */
function refusal(error: unknown): Document {
  if (error instanceof CommandError) return refusalOf(error);
  throw error;
}

/** The reply that says no. */
export function refusalOf({ code, codeName, message, labels }: CommandError): Document {
  return {
    ok: new Double(0),
    errmsg: message,
    code: new Int32(code),
    codeName,
    ...(labels.length > 0 ? { errorLabels: labels } : {}),
  };
}
