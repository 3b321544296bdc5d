/** Elements whose content is not readable text; everything up to their end tag is omitted. */
const SKIPPED = new Set(['script', 'style', 'title', 'iframe', 'noembed', 'noframes', 'template']);
type Breaks = readonly [before: number, after: number];
const BLOCKS = ['p', 'div', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'table', 'blockquote', 'pre'];
/** Minimum number of line breaks before and after an element. */
const BREAKS: ReadonlyMap<string, Breaks> = new Map<string, Breaks>([
  ...BLOCKS.map((name): [string, Breaks] => [name, [1, 2]]),
  ['li', [1, 1]],
  ['tr', [0, 1]],
]);
const CELLS = new Set(['td', 'th']);
const MAX_BREAKS = 2;

const ENTITY = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi;
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};
const REPLACEMENT = '\ufffd';
const LETTER = /[a-z]/i;
const BLANK = /\s/;

/**
 * Readable text of an HTML mail, for clients that do not show HTML. It is shown only as text, never as HTML.
 *
 * One pass from start to end, so that no input takes longer than its length. Tags, comments and what they leave open
 * are read as browsers read them: an unclosed element extends to the end.
 */
export function htmlToText(html: string): string {
  const text = new TextFlow();
  let index = 0;
  while (index < html.length) {
    const open = html.indexOf('<', index);
    const end = open === -1 ? html.length : open;
    text.add(html.slice(index, end));
    index = open === -1 ? end : readMarkup(html, open, text);
  }
  return text.toString();
}

/** Reads the tag or comment at `open` and returns its end. */
function readMarkup(html: string, open: number, text: TextFlow): number {
  const next = html[open + 1] ?? '';
  if (html.startsWith('<!--', open)) return after(html, '-->', open + '<!--'.length);
  if (next === '!' || next === '?') return after(html, '>', open);
  const isEnd = next === '/';
  const start = isEnd ? open + 2 : open + 1;
  if (!LETTER.test(html[start] ?? '')) {
    if (isEnd) return after(html, '>', start);
    text.add('<');
    return start;
  }
  const nameEnd = endOfName(html, start);
  const name = html.slice(start, nameEnd).toLowerCase();
  const end = endOfTag(html, nameEnd);
  if (isEnd) text.close(name);
  else text.open(name);
  return !isEnd && SKIPPED.has(name) ? startOfEndTag(html, name, end) : end;
}

/** The place behind the next `mark`, or the end. */
function after(html: string, mark: string, from: number): number {
  const found = html.indexOf(mark, from);
  return found === -1 ? html.length : found + mark.length;
}

function endOfName(html: string, start: number): number {
  let index = start;
  while (index < html.length && !isNameEnd(html[index])) index += 1;
  return index;
}

/** The place behind the tag's `>`; one in a quoted value does not count. */
function endOfTag(html: string, from: number): number {
  let index = from;
  while (index < html.length) {
    const character = html[index] ?? '';
    if (character === '>') return index + 1;
    const isQuote = (character === '"' || character === "'") && startsValue(html, index);
    index = isQuote ? after(html, character, index + 1) : index + 1;
  }
  return html.length;
}

/** Whether a quote at this place begins a value, as in `a="b"`, and is no stray one. */
function startsValue(html: string, quote: number): boolean {
  return html[quote - 1] === '=' || (html[quote - 1] === ' ' && html[quote - 2] === '=');
}

function startOfEndTag(html: string, name: string, from: number): number {
  let index = html.indexOf('</', from);
  while (index !== -1) {
    const end = index + 2 + name.length;
    if (html.slice(index + 2, end).toLowerCase() === name && isNameEnd(html[end])) return index;
    index = html.indexOf('</', index + 2);
  }
  return html.length;
}

const isNameEnd = (character: string | undefined): boolean =>
  character === undefined || character === '>' || character === '/' || BLANK.test(character);

/** Flowing text: whitespace becomes one space, breaks become one or two line breaks. */
class TextFlow {
  private readonly parts: string[] = [];
  private breaks = 0;
  private hasSpace = false;

  add(raw: string): void {
    if (raw === '') return;
    const text = raw.replace(ENTITY, decode).replace(/\s+/g, ' ');
    const words = text.trim();
    this.hasSpace ||= text.startsWith(' ');
    if (words === '') return;
    this.parts.push(this.gap(), words);
    this.breaks = 0;
    this.hasSpace = text.endsWith(' ');
  }

  open(name: string): void {
    if (name === 'br' || name === 'hr') this.breaks = Math.min(this.breaks + 1, MAX_BREAKS);
    else this.breakAtLeast(BREAKS.get(name)?.[0] ?? 0);
    if (name === 'li') this.add('- ');
  }

  close(name: string): void {
    this.breakAtLeast(BREAKS.get(name)?.[1] ?? 0);
    if (CELLS.has(name)) this.hasSpace = true;
  }

  toString(): string {
    return this.parts.join('');
  }

  private breakAtLeast(count: number): void {
    this.breaks = Math.max(this.breaks, count);
  }

  private gap(): string {
    if (this.parts.length === 0) return '';
    return this.breaks > 0 ? '\n'.repeat(this.breaks) : this.hasSpace ? ' ' : '';
  }
}

function decode(entity: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? entity;
  const code = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal);
  if (code >= 0xd800 && code <= 0xdfff) return REPLACEMENT;
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : entity;
}
