import { type SearchPage, type SearchRecord, type StorageTextRecord } from './storage.types.js';

/**
 * Replies are put together from the stored JSON text. Reading and writing a value of 6 MB again would cost time and
 * change nothing.
 */
export function recordJson({ key, text, version }: StorageTextRecord): string {
  return `{"key":${JSON.stringify(key)},"value":${text},"version":${JSON.stringify(version)}}`;
}

export function pageJson(page: SearchPage<Omit<SearchRecord, 'value'> & { readonly text: string }>): string {
  const records = page.records.map(
    ({ key, text, shared, version }) =>
      `{"key":${JSON.stringify(key)},"value":${text},"shared":${shared}${property('version', version)}}`,
  );
  return `{"records":[${records.join(',')}]${property('cursor', page.cursor)}}`;
}

function property(name: string, value: string | undefined): string {
  return value === undefined ? '' : `,"${name}":${JSON.stringify(value)}`;
}
