/**
 * One operation as an app sends it, and the values it must be answered with. Texts of the form `{{name}}` in the query, the
 * variables and the values stand for what an earlier operation of the story kept.
 */
export interface Operation {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** What `data` must have at least. */
  readonly shows: object;
  /** Names for values of the answer, by their paths. */
  readonly keep?: Readonly<Record<string, string>>;
  /** The text of the variable `file`, a file that is sent as multipart. */
  readonly file?: string;
  /** The code of the error, if the operation must fail. */
  readonly refused?: string;
  /** Default: the current version. */
  readonly version?: string;
}

/** Operations that run one after another on the seed. */
export interface Story {
  readonly name: string;
  readonly operations: readonly Operation[];
}

/** Of the seed. */
export const SEED = { board: '7310284655', other: '7310291180', item: '7310284756', second: '7310284857' };
