import { type Delta } from '../delta.js';
import { parseInline } from './inline-markdown.js';

/** A parsed block, without an id. */
export interface BlockDraft {
  readonly type: string;
  readonly content: Readonly<Record<string, unknown>>;
  /** Only for a table: the text of each cell, by row. */
  readonly cells?: readonly (readonly Delta[])[];
}

type Rule = (
  lines: readonly string[],
  at: number,
) => { readonly block: BlockDraft; readonly next: number } | undefined;

const TITLES = ['large_title', 'medium_title', 'small_title'] as const;

/** Parses markdown into blocks: titles, lists, quotes, code, tables, images, dividers and paragraphs. */
export function parseMarkdown(markdown: string): BlockDraft[] {
  const lines = markdown.replaceAll('\r\n', '\n').split('\n');
  const blocks: BlockDraft[] = [];
  for (let at = 0; at < lines.length;) {
    if (lines[at]?.trim() === '') {
      at += 1;
      continue;
    }
    for (const rule of RULES) {
      const found = rule(lines, at);
      if (!found) continue;
      blocks.push(found.block);
      at = found.next;
      break;
    }
  }
  return blocks;
}

/** The content of a text block. */
export function textContent(
  deltaFormat: Delta,
  more: Readonly<Record<string, unknown>> = {},
): BlockDraft['content'] {
  return { alignment: 'left', direction: 'ltr', deltaFormat, ...more };
}

/** A rule for a line that matches a pattern. */
function line(pattern: RegExp, toBlock: (match: RegExpExecArray) => BlockDraft): Rule {
  return (lines, at) => {
    const match = pattern.exec(lines[at] ?? '');
    return match ? { block: toBlock(match), next: at + 1 } : undefined;
  };
}

const code: Rule = (lines, at) => {
  const language = /^```(\w*)\s*$/.exec(lines[at] ?? '')?.[1];
  if (language === undefined) return undefined;
  const end = lines.findIndex((text, index) => index > at && /^```\s*$/.test(text));
  const last = end < 0 ? lines.length : end;
  const insert = lines.slice(at + 1, last).join('\n');
  const content = textContent([{ insert }], language === '' ? {} : { language });
  return { block: { type: 'code', content }, next: last + 1 };
};

const table: Rule = (lines, at) => {
  if (!isRow(lines[at]) || !isDelimiterRow(lines[at + 1] ?? '')) return undefined;
  let next = at + 2;
  while (isRow(lines[next])) next += 1;
  const rows = [at, ...Array.from({ length: next - at - 2 }, (_, index) => at + 2 + index)];
  const cells = rows.map((row) => cellsOf(lines[row] ?? ''));
  return { block: { type: 'table', content: {}, cells }, next };
};

const paragraph: Rule = (lines, at) => ({
  block: { type: 'normal_text', content: textContent(parseInline(lines[at]?.trim() ?? '')) },
  next: at + 1,
});

const RULES: readonly Rule[] = [
  code,
  table,
  line(/^(#{1,6})\s+(.*)$/, ([, marks = '', text = '']) => ({
    type: TITLES[Math.min(marks.length, TITLES.length) - 1] ?? 'small_title',
    content: textContent(parseInline(text.trim())),
  })),
  line(/^\s*(?:-{3,}|\*{3,}|_{3,})\s*$/, () => ({ type: 'divider', content: {} })),
  line(/^!\[[^\]]*\]\(([^()\s]+)\)\s*$/, ([, url = '']) => ({ type: 'image', content: { publicUrl: url } })),
  line(/^(\s*)[-*+]\s+\[([ xX])\]\s+(.*)$/, ([, indent, mark, text]) => ({
    type: 'check_list',
    content: listContent(indent, text, { checked: mark !== ' ' }),
  })),
  line(/^(\s*)[-*+]\s+(.*)$/, ([, indent, text]) => ({
    type: 'bulleted_list',
    content: listContent(indent, text),
  })),
  line(/^(\s*)\d+[.)]\s+(.*)$/, ([, indent, text]) => ({
    type: 'numbered_list',
    content: listContent(indent, text),
  })),
  line(/^>\s?(.*)$/, ([, text = '']) => ({ type: 'quote', content: textContent(parseInline(text)) })),
  paragraph,
];

function listContent(indent = '', text = '', more: object = {}): BlockDraft['content'] {
  return textContent(parseInline(text), { indentation: Math.floor(indent.length / 2), ...more });
}

function isRow(text: string | undefined): boolean {
  return text !== undefined && text.includes('|') && text.trim() !== '';
}

/** The separator below a table header, such as `|---|:-:|`; it has a bar after its first character. */
function isDelimiterRow(text: string): boolean {
  return /^[\s:|-]+$/.test(text) && text.lastIndexOf('|') > 0;
}

function cellsOf(row: string): Delta[] {
  const inner = row.trim().replace(/^\|/, '').replace(/\|$/, '');
  return inner.split('|').map((cell) => parseInline(cell.trim()));
}
