import { CommandError } from '../command-error.js';
import { fieldOf, isDocument, isTruthy, numberOf, type Document } from '../document.js';
import { namesOf } from './paths.js';

type Projection = (document: Document) => Document;
type Fields = Record<string, unknown>;
/** Which fields: a leaf is `true`. */
interface Tree {
  [name: string]: Tree | true;
}

/**
 * Compiles a projection: fields to keep, or fields to leave out.
 * @returns `undefined` if it keeps everything
 * @throws CommandError BadValue if it mixes the two or computes something
 */
export function projectionOf(projection: unknown): Projection | undefined {
  if (projection === undefined || projection === null) return undefined;
  if (!isDocument(projection)) throw new CommandError('TypeMismatch', 'The projection must be a document.');
  const entries = Object.entries(projection);
  if (entries.length === 0) return undefined;
  for (const [name, value] of entries) {
    if (typeof value !== 'boolean' && numberOf(value) === undefined) {
      throw new CommandError(
        'BadValue',
        `The local platform projects only with 1 and 0, not as for ${name}.`,
      );
    }
  }
  const named = entries.filter(([name]) => name !== '_id');
  const keeps = named.length === 0 ? isTruthy(projection._id) : isTruthy(named[0]?.[1]);
  if (named.some(([, value]) => isTruthy(value) !== keeps)) {
    throw new CommandError('BadValue', 'A projection cannot keep and leave out fields at once.');
  }
  const withId = projection._id === undefined || isTruthy(projection._id);
  const names = named.map(([name]) => name);
  if (withId === keeps) names.push('_id');
  const tree = treeOf(names);
  return (document) => (keeps ? kept(document, tree) : dropped(document, tree)) as Document;
}

function treeOf(paths: readonly string[]): Tree {
  const root: Tree = {};
  for (const path of paths) {
    const names = namesOf(path);
    let at = root;
    for (const name of names.slice(0, -1)) {
      const next = Object.hasOwn(at, name) ? at[name] : undefined;
      if (next === true) throw new CommandError('BadValue', `Path collision at ${path}`);
      at = next ?? (at[name] = {});
    }
    at[names.at(-1) ?? ''] = true;
  }
  return root;
}

function kept(value: unknown, tree: Tree): unknown {
  if (Array.isArray(value))
    return value.filter((element) => isDocument(element)).map((element) => kept(element, tree));
  if (!isDocument(value)) return undefined;
  const fields: Fields = {};
  for (const [name, field] of Object.entries(value)) {
    const below = Object.hasOwn(tree, name) ? tree[name] : undefined;
    if (below === true) fields[name] = field;
    else if (below !== undefined && (isDocument(field) || Array.isArray(field)))
      fields[name] = kept(field, below);
  }
  return fields;
}

function dropped(value: unknown, tree: Tree): unknown {
  if (Array.isArray(value)) return value.map((element) => dropped(element, tree));
  if (!isDocument(value)) return value;
  const fields: Fields = {};
  for (const name of Object.keys(value)) {
    const below = Object.hasOwn(tree, name) ? tree[name] : undefined;
    if (below === true) continue;
    const field = fieldOf(value, name);
    fields[name] = below === undefined ? field : dropped(field, below);
  }
  return fields;
}
