/** A value that monday would refuse, found before anything is sent. */
export class ColumnInputError extends TypeError {
  override readonly name = 'ColumnInputError';

  constructor(
    /** The column type. */
    readonly columnType: string,
    expected: string,
  ) {
    super(`A value of a ${columnType} column must be ${expected}.`);
  }
}
