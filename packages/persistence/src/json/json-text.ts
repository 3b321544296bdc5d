/** The value of a JSON text; `undefined` if it is not JSON. */
export function tryParseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Encodes a JSON value as a text for URLs, such as a cursor. It is neither signed nor encrypted. */
export function encodeJson(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** The value of a text of {@link encodeJson}; `undefined` if it is not one. */
export function decodeJson(text: string): unknown {
  return tryParseJson(Buffer.from(text, 'base64url').toString('utf8'));
}
