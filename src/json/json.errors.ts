/** The bytes are not a JSON value. */
export class JsonSyntaxError extends Error {
  override readonly name = 'JsonSyntaxError';

  /** @param position position of the first invalid byte */
  constructor(position: number) {
    super(`Invalid JSON at byte ${position}.`);
  }
}

/** A value nests deeper than the maximum of the scanner. */
export class JsonNestingError extends Error {
  override readonly name = 'JsonNestingError';

  constructor(maxNesting: number) {
    super(`The value nests deeper than ${maxNesting}.`);
  }
}
