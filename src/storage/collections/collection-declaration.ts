/** How the values of an indexed field are compared. */
export type IndexType = 'number' | 'text' | 'date';

type IndexTypeOf<V> =
  NonNullable<V> extends number ? 'number' : NonNullable<V> extends string ? 'text' | 'date' : never;

/** The indexed fields of a document, each with its type. */
export type IndexesOf<T> = { readonly [K in keyof T & string]?: IndexTypeOf<T[K]> };

/** The indexes of any collection, by the name of their field. */
export type Indexes = Readonly<Record<string, IndexType>>;

/** The declaration of a collection, whatever its documents are. */
export interface CollectionDeclaration {
  /** Lower-case letters, digits and `-`, at most 40; unique in the app. It is part of the stored keys. */
  readonly name: string;
  readonly indexes: Indexes;
}

/** Maximum number of indexes of a collection. Each contains a copy of the document. */
export const MAX_INDEXES = 8;

const NAME = /^[a-z][a-z0-9-]{0,39}$/;
const FIELD = /^[A-Za-z][A-Za-z0-9_]{0,39}$/;
const TYPES: readonly string[] = ['number', 'text', 'date'] satisfies IndexType[];

/** What is wrong with a declaration and how to change it, or `undefined`. */
export function findDeclarationProblem({ name, indexes }: CollectionDeclaration): string | undefined {
  const fields = Object.entries(indexes);
  if (!NAME.test(name)) {
    return `the collection "${name}" must have a name of at most 40 lower-case letters, digits and "-". Rename it.`;
  }
  if (fields.length > MAX_INDEXES) {
    return `the collection "${name}" has ${fields.length} indexes. Declare at most ${MAX_INDEXES}.`;
  }
  for (const [field, type] of fields) {
    if (!FIELD.test(field)) {
      return `the index "${field}" of the collection "${name}" must be a field of at most 40 letters, digits and "_".`;
    }
    if (!TYPES.includes(type)) {
      return `the index "${field}" of the collection "${name}" has the type "${type}". Use one of ${TYPES.join(', ')}.`;
    }
  }
  return undefined;
}
