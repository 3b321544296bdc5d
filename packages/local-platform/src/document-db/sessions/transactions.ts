import { Binary, Long } from 'bson';
import { BoundedMap } from 'monday-persistence/bounded';
import { CommandError, noSuchTransaction } from '../command-error.js';
import { fieldOf, isDocument, isTruthy, type Document } from '../document.js';
import { type DocumentStore } from '../store/document.store.js';
import { Transaction } from '../store/transaction.js';

/** As MongoDB: `transactionLifetimeLimitSeconds`. */
const LIFETIME_MS = 60_000;
const MAX_TRANSACTIONS = 1000;

/** Which transaction a command belongs to. */
interface TransactionName {
  readonly session: string;
  readonly number: string;
  readonly isFirst: boolean;
}

interface Open {
  readonly number: string;
  readonly transaction: Transaction;
  /** Whether its changes are part of a write that is not on the disk yet. */
  isWritten: boolean;
}

/** The open transactions of a server: one for each session. */
export class Transactions {
  private readonly open: BoundedMap<string, Open>;
  /** The last one that a session has committed: a commit may be sent twice. */
  private readonly committed: BoundedMap<string, string>;

  constructor(
    private readonly store: DocumentStore,
    now: () => number,
  ) {
    this.open = new BoundedMap({ capacity: MAX_TRANSACTIONS, ttlMs: LIFETIME_MS, now });
    this.committed = new BoundedMap({ capacity: MAX_TRANSACTIONS });
  }

  /**
   * The transaction of a command, which its first command begins; `undefined` if it is outside of any.
   * @throws CommandError NoSuchTransaction | IllegalOperation for a write that the driver would repeat
   */
  of(command: Document): Transaction | undefined {
    const name = nameOf(command);
    if (!name) return undefined;
    if (name.isFirst) {
      const transaction = new Transaction(this.store);
      this.open.set(name.session, { number: name.number, transaction, isWritten: false });
      return transaction;
    }
    return this.find(name).transaction;
  }

  /** Writes the changes of a transaction, inside of a write of the store. Then call `settle`. @throws CommandError */
  commit(command: Document): void {
    const name = requiredName(command);
    if (this.committed.get(name.session) === name.number) return;
    const open = this.find(name);
    if (open.isWritten) return;
    open.transaction.commit();
    open.isWritten = true;
  }

  /** Ends a transaction after the write of its changes. @param isWritten whether they are on the disk */
  settle(command: Document, isWritten: boolean): void {
    const name = nameOf(command);
    const open = name && this.open.get(name.session);
    if (open?.number !== name?.number || !name) return;
    this.open.delete(name.session);
    if (isWritten) this.committed.set(name.session, name.number);
  }

  /** @throws CommandError NoSuchTransaction */
  abort(command: Document): void {
    const name = requiredName(command);
    this.find(name);
    this.open.delete(name.session);
  }

  /** Ends what a command has spoilt: after an error nothing of a transaction may be written. */
  forget(command: Document): void {
    const session = sessionOf(command.lsid);
    if (session !== undefined) this.open.delete(session);
  }

  private find({ session, number }: TransactionName): Open {
    const open = this.open.get(session);
    if (open?.number === number) return open;
    throw noSuchTransaction(
      `Given transaction number ${number} does not match any in-progress transactions.`,
    );
  }
}

function requiredName(command: Document): TransactionName {
  const name = nameOf(command);
  if (!name)
    throw new CommandError('InvalidOptions', 'The command needs lsid, txnNumber and autocommit: false.');
  return name;
}

function nameOf(command: Document): TransactionName | undefined {
  const number = fieldOf(command, 'txnNumber');
  if (number === undefined) return undefined;
  if (fieldOf(command, 'autocommit') !== false) {
    // Begins as drivers expect it: they then say what to do.
    throw new CommandError(
      'IllegalOperation',
      'Transaction numbers are only allowed in transactions: retryable writes are not supported. Set retryWrites=false in the connection string.',
    );
  }
  const session = sessionOf(command.lsid);
  if (session === undefined || !Long.isLong(number)) {
    throw new CommandError('InvalidOptions', 'A transaction needs lsid and txnNumber.');
  }
  return { session, number: number.toString(), isFirst: isTruthy(command.startTransaction) };
}

function sessionOf(lsid: unknown): string | undefined {
  const id = isDocument(lsid) ? fieldOf(lsid, 'id') : undefined;
  return id instanceof Binary ? id.toString('hex') : undefined;
}
