import { type Document } from '../document.js';
import { type Sasl } from '../security/sasl.js';
import { type DocumentStore } from '../store/document.store.js';
import { type DocumentView } from '../store/document-view.js';
import { type Cursors } from '../sessions/cursors.js';
import { type Transactions } from '../sessions/transactions.js';
import { type Disturb } from '../disturbance.js';
import { type Expiry } from '../store/expiry.js';
import { type TimeLimit } from './time-limit.js';
import { type Usage } from '../usage.js';

/** What all commands of a server share. */
export interface Database {
  /** The only database of this server. */
  readonly name: string;
  readonly store: DocumentStore;
  readonly cursors: Cursors;
  readonly transactions: Transactions;
  readonly usage: Usage;
  readonly expiry: Expiry;
  /** Whether every write is refused. */
  isReadOnly: boolean;
  /** Decides what befalls commands. */
  disturb: Disturb | undefined;
  /** Told of errors that are no refusals. */
  readonly onDefect: (error: unknown) => void;
  readonly now: () => number;
}

/** What a command works on. */
export interface CommandCall {
  readonly name: string;
  readonly body: Document;
  readonly sequences: ReadonlyMap<string, readonly Buffer[]>;
  readonly database: Database;
  /** The committed documents, or those of the call's transaction. */
  readonly view: DocumentView;
  readonly isInTransaction: boolean;
  readonly timeLimit: TimeLimit;
  readonly connection: { readonly id: number; readonly sasl: Sasl };
}

export interface Command {
  /** BSON of the reply, as a document or as bytes. @throws CommandError */
  readonly run: (call: CommandCall) => Document | Uint8Array;
  /** Told after the write of `run`, unless that refused. @param isWritten whether it is on the disk */
  readonly settle?: (database: Database, body: Document, isWritten: boolean) => void;
  /** The fields that it knows, besides those of all commands. Default: all. */
  readonly fields?: readonly string[];
  /** Whether it writes, so that its reply waits for the disk. */
  readonly writes?: boolean;
  /** Whether a client may send it that has not proven who it is. */
  readonly isOpen?: boolean;
  /** Whether it may be sent to `admin`, which is no database. */
  readonly isAdministrative?: boolean;
  /** Whether it may be part of a transaction. */
  readonly isTransactional?: boolean;
}
