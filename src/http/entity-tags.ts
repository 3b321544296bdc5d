/** Empty elements of the list are ignored (RFC 9110, 5.6.1). */
const ENTITY_TAG = /[\s,]*(?:W\/)?"([\x21\x23-\x7e\x80-\xff]*)"\s*(?:,[\s,]*|$)/y;
/**
 * What proxies append to a tag if they compress the reply, for example Apache (`-gzip`) and Jetty (`--gzip`). The version
 * itself may end with a dash.
 */
const COMPRESSIONS = [/[-;:](?:br|deflate|gzip|zstd)$/, /--(?:br|deflate|gzip|zstd)$/];

/**
 * The values in a list of entity tags (RFC 9110, 8.8.3), without quotes. A tag of this app names the version of a row,
 * whatever the encoding of the reply. Therefore a weak tag counts like a strong one, and a tag with the suffix of a
 * compressing proxy yields also the values that it may have been appended to.
 * @returns `undefined` if the header is not such a list
 */
export function readEntityTags(header: string): string[] | undefined {
  const values = new Set<string>();
  ENTITY_TAG.lastIndex = 0;
  while (ENTITY_TAG.lastIndex < header.length) {
    const [, value] = ENTITY_TAG.exec(header) ?? [];
    if (value === undefined) return undefined;
    values.add(value);
    for (const compression of COMPRESSIONS) values.add(value.replace(compression, ''));
  }
  return [...values];
}
