const [QUOTE, BACKSLASH] = Buffer.from('"\\') as unknown as [number, number];
const OPENING: ReadonlySet<number> = new Set(Buffer.from('[{'));
const CLOSING: ReadonlySet<number> = new Set(Buffer.from(']}'));

/** Whether a JSON text has more levels than this. To parse it takes a second per million levels. */
export function nestsDeeper(json: Uint8Array, levels: number): boolean {
  let level = 0;
  for (let at = 0; at < json.length; at += 1) {
    const byte = json[at] ?? 0;
    if (byte === QUOTE) at = endOfText(json, at);
    else if (OPENING.has(byte)) level += 1;
    else if (CLOSING.has(byte)) level -= 1;
    if (level > levels) return true;
  }
  return false;
}

/** Position of the quote that ends a text. @param start of the one that begins it */
function endOfText(json: Uint8Array, start: number): number {
  let at = start + 1;
  while (at < json.length && json[at] !== QUOTE) at += json[at] === BACKSLASH ? 2 : 1;
  return at;
}
