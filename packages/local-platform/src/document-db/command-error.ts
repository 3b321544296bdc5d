/** The codes that this server answers, by the names that MongoDB gives them. */
const CODES = {
  InternalError: 1,
  BadValue: 2,
  NoSuchTransaction: 251,
  HostUnreachable: 6,
  FailedToParse: 9,
  Unauthorized: 13,
  TypeMismatch: 14,
  AuthenticationFailed: 18,
  IllegalOperation: 20,
  NamespaceNotFound: 26,
  IndexNotFound: 27,
  PathNotViable: 28,
  CursorNotFound: 43,
  MaxTimeMSExpired: 50,
  CommandNotFound: 59,
  ImmutableField: 66,
  InvalidOptions: 72,
  InvalidNamespace: 73,
  IndexOptionsConflict: 85,
  IndexKeySpecsConflict: 86,
  ShutdownInProgress: 91,
  WriteConflict: 112,
  QueryExceededMemoryLimitNoDiskUseAllowed: 292,
  OperationNotSupportedInTransaction: 263,
  TransactionTooLargeForCache: 310,
  BSONObjectTooLarge: 10334,
  DuplicateKey: 11000,
  ResourceExhausted: 462,
} as const;

export type CodeName = keyof typeof CODES;

/** A refusal in MongoDB's form: the client sees the code, its name, the message and the labels. */
export class CommandError extends Error {
  readonly code: number;

  constructor(
    readonly codeName: CodeName,
    message: string,
    /** What the client may do about it, such as `TransientTransactionError`. */
    readonly labels: readonly string[] = [],
  ) {
    super(message);
    this.code = CODES[codeName];
  }
}

/** The label of a transaction that the client may run again as a whole. */
const TRANSIENT = ['TransientTransactionError'] as const;

/** Something that the transaction read or wrote was changed by another since. */
export function writeConflict(): CommandError {
  return new CommandError(
    'WriteConflict',
    'Aborted because another write changed what this transaction has read.',
    TRANSIENT,
  );
}

/** The transaction ended by itself, or was never begun. */
export function noSuchTransaction(message: string): CommandError {
  return new CommandError('NoSuchTransaction', message, TRANSIENT);
}
