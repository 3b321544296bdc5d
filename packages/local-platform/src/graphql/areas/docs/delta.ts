/** The formatting of a piece of text. */
export interface DeltaAttributes {
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly underline?: boolean;
  readonly strike?: boolean;
  readonly code?: boolean;
  readonly link?: string;
  readonly color?: string;
  readonly background?: string;
}

/** One entry of `content.deltaFormat`: a piece of the text of a block. An insert that is not a string is a mention or a value. */
export interface DeltaOperation {
  readonly insert: string | Readonly<Record<string, unknown>>;
  readonly attributes?: DeltaAttributes;
}

export type Delta = readonly DeltaOperation[];

/** The text of a block without formatting. */
export function deltaText(delta: Delta): string {
  return delta.map(({ insert }) => (typeof insert === 'string' ? insert : '')).join('');
}

/** The entries of a stored content; empty if it has no text. */
export function deltaOf(content: Readonly<Record<string, unknown>>): Delta {
  const { deltaFormat } = content;
  return Array.isArray(deltaFormat) ? (deltaFormat as Delta) : [];
}
