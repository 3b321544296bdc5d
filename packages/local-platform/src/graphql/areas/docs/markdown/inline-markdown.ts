import { type Delta, type DeltaAttributes } from '../delta.js';

/** Markdown marks and their formatting, longest first. */
const MARKS: readonly (readonly [mark: string, attribute: keyof DeltaAttributes])[] = [
  ['**', 'bold'],
  ['__', 'bold'],
  ['~~', 'strike'],
  ['*', 'italic'],
  ['_', 'italic'],
  ['`', 'code'],
];

const LINK = /^\[([^\]\n]*)\]\(([^()\s]*)\)/;

/** Parses one line of markdown. */
export function parseInline(text: string, attributes: DeltaAttributes = {}): Delta {
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '\\') {
      at += 1;
      continue;
    }
    const found = linkAt(text, at) ?? markAt(text, at);
    if (!found) continue;
    return [
      ...plain(text.slice(0, at), attributes),
      ...inner(found, attributes),
      ...parseInline(text.slice(found.end), attributes),
    ];
  }
  return plain(text, attributes);
}

interface Found {
  readonly text: string;
  readonly attribute: DeltaAttributes;
  readonly end: number;
}

function inner({ text, attribute }: Found, attributes: DeltaAttributes): Delta {
  const all = { ...attributes, ...attribute };
  return attribute.code ? [{ insert: text, attributes: all }] : parseInline(text, all);
}

function linkAt(text: string, at: number): Found | undefined {
  const match = text[at] === '[' ? LINK.exec(text.slice(at)) : null;
  if (!match) return undefined;
  return { text: match[1] ?? '', attribute: { link: match[2] ?? '' }, end: at + match[0].length };
}

function markAt(text: string, at: number): Found | undefined {
  const entry = MARKS.find(([mark]) => text.startsWith(mark, at));
  if (!entry) return undefined;
  const [mark, attribute] = entry;
  const start = at + mark.length;
  const close = text.indexOf(mark, start);
  const isWord = mark.startsWith('_') && /\w/.test(text[at - 1] ?? '');
  if (close <= start || isWord || /\s/.test(text[start] ?? ' ')) return undefined;
  return { text: text.slice(start, close), attribute: { [attribute]: true }, end: close + mark.length };
}

function plain(text: string, attributes: DeltaAttributes): Delta {
  if (text === '') return [];
  const insert = text.replace(/\\([\\`*_~[\]#>+-])/g, '$1');
  return [Object.keys(attributes).length === 0 ? { insert } : { insert, attributes }];
}

/** Renders pieces of text as a line of markdown. Mentions and values are omitted, because markdown has no form for them. */
export function renderInline(delta: Delta): string {
  return delta
    .map(({ insert, attributes = {} }) => {
      if (typeof insert !== 'string') return '';
      const text = insert.replace(/\n$/, '');
      if (text.trim() === '') return text;
      if (attributes.code) return `\`${text}\``;
      const marks = `${attributes.bold ? '**' : ''}${attributes.italic ? '*' : ''}${attributes.strike ? '~~' : ''}`;
      const closing = [
        ...(attributes.strike ? ['~~'] : []),
        ...(attributes.italic ? ['*'] : []),
        ...(attributes.bold ? ['**'] : []),
      ].join('');
      const marked = `${marks}${text}${closing}`;
      return attributes.link ? `[${marked}](${attributes.link})` : marked;
    })
    .join('');
}
