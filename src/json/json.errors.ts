/** The bytes are not one JSON value. */
export class JsonSyntaxError extends Error {
  override readonly name = 'JsonSyntaxError';

  /** @param position of the first byte that does not fit */
  constructor(position: number) {
    super(`Invalid JSON at byte ${position}.`);
  }
}

/** A value nests deeper than the scanner was allowed to follow. */
export class JsonNestingError extends Error {
  override readonly name = 'JsonNestingError';

  constructor(maxNesting: number) {
    super(`The value nests deeper than ${maxNesting}.`);
  }
}
