import { accountPrefix } from '../storage/row-keys.js';
import { type IndexType } from './collection-declaration.js';
import { END } from './index-key.js';

/**
 * Names of documents and index entries in `Persistence`. They are beside the rows of storage, so that quotas, exports and
 * purges of an account include them.
 */
export function documentsPrefix(accountId: string, collection = ''): string {
  return `${accountPrefix(accountId)}d/${collection === '' ? '' : `${collection}/`}`;
}

/** Prefix of the index entries of all collections of an account. */
export function entriesPrefix(accountId: string): string {
  return `${accountPrefix(accountId)}x/`;
}

/** A field whose type was changed is a different index. */
export function indexPrefix(accountId: string, collection: string, field: string, type: IndexType): string {
  return `${entriesPrefix(accountId)}${collection}/${field}:${type}/`;
}

/** The id in an entry's key after the prefix of its index. */
export function idOfEntry(suffix: string): string {
  return suffix.slice(suffix.indexOf(END) + END.length);
}
