import { Double } from 'bson';
import { type Command } from './command.js';

const OK = new Double(1);

/** Commands that end a transaction. */
export const TRANSACTION_COMMANDS: Readonly<Record<string, Command>> = {
  commitTransaction: {
    run: ({ database, body }) => {
      database.transactions.commit(body);
      return { ok: OK };
    },
    settle: ({ transactions }, body, isWritten) => transactions.settle(body, isWritten),
    writes: true,
    isAdministrative: true,
  },
  abortTransaction: {
    run: ({ database, body }) => {
      database.transactions.abort(body);
      return { ok: OK };
    },
    isAdministrative: true,
  },
};
