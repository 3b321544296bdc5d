import { fieldOf, isDocument, type Document } from '../document.js';

/** The names of a dotted path. */
export function namesOf(path: string): readonly string[] {
  return path.split('.');
}

/**
 * Every value that a dotted path leads to, also through the elements of arrays; none if it leads nowhere. An array at the
 * end is one value.
 */
export function valuesAt(document: unknown, names: readonly string[], from = 0): unknown[] {
  const name = names[from];
  if (name === undefined) return document === undefined ? [] : [document];
  if (Array.isArray(document)) {
    const byPosition = /^\d+$/.test(name) ? valuesAt(document[Number(name)], names, from + 1) : [];
    return [
      ...byPosition,
      ...document.filter(isDocument).flatMap((element) => valuesAt(element, names, from)),
    ];
  }
  if (!isDocument(document)) return [];
  return valuesAt(fieldOf(document, name), names, from + 1);
}

/** Whether the path meets an array, so that one document has several values. */
export function meetsArray(document: Document, names: readonly string[]): boolean {
  let value: unknown = document;
  for (const name of names) {
    if (!isDocument(value)) return Array.isArray(value);
    value = fieldOf(value, name);
  }
  return Array.isArray(value);
}
