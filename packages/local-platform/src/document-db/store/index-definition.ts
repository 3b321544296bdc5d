import { fieldOf, isDocument, type Document } from '../document.js';
import { inverted, orderKey } from '../queries/order-key.js';
import { namesOf } from '../queries/paths.js';
import { type SortField } from '../queries/sort.js';

/** An index as its file row has it. */
export interface IndexDefinition {
  readonly name: string;
  readonly fields: readonly SortField[];
  readonly unique: boolean;
  /** Leaves out documents that have none of the fields. */
  readonly sparse: boolean;
  /** Seconds after the date in the field at which a document goes away. */
  readonly expireAfterSeconds: number | undefined;
}

/** An index, and whether a document has ever had an array on its path: then its order finds not every value. */
export interface Index extends IndexDefinition {
  readonly id: number;
  meetsArrays: boolean;
}

/** The bytes of the indexed fields, in the order of the index; `undefined` if the document is not in the index. */
export function indexKey(definition: IndexDefinition, document: Document): Buffer | undefined {
  const values = definition.fields.map(({ path }) => valueAt(document, namesOf(path)));
  if (definition.sparse && values.every((value) => value === undefined)) return undefined;
  return Buffer.concat(values.map((value, at) => fieldKey(value, definition.fields[at]?.direction ?? 1)));
}

/** The bytes of one field of an index. */
export function fieldKey(value: unknown, direction: 1 | -1): Buffer {
  return direction === 1 ? orderKey(value) : inverted(orderKey(value));
}

function valueAt(document: Document, names: readonly string[]): unknown {
  let value: unknown = document;
  for (const name of names) value = isDocument(value) ? fieldOf(value, name) : undefined;
  return value;
}
