/** A run over all accounts with an impossible concurrency: a programming error. */
export class AccountRunConcurrencyError extends RangeError {
  override readonly name = 'AccountRunConcurrencyError';

  constructor(max: number) {
    super(`The concurrency of forEachAccount is a whole number from 1 to ${max}.`);
  }
}

/** A run over all accounts without a name: a programming error. */
export class AccountRunNameMissingError extends Error {
  override readonly name = 'AccountRunNameMissingError';

  constructor() {
    super('Outside of a scheduled job, forEachAccount needs a name of 1 to 64 letters, digits, "-" and "_".');
  }
}
