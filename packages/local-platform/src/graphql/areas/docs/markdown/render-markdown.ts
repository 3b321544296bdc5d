import { deltaOf, deltaText } from '../delta.js';
import { renderInline } from './inline-markdown.js';

/** A block with the properties that are rendered. */
export interface RenderedBlock {
  readonly id: string;
  readonly type: string;
  readonly parent_block_id: string | null;
  readonly content: Readonly<Record<string, unknown>>;
}

/** Renders blocks as markdown, in order. Nested blocks are rendered at the position of their parent. */
export function renderMarkdown(blocks: readonly RenderedBlock[]): string {
  const inner = new Map<string, RenderedBlock[]>();
  for (const block of blocks) {
    if (block.parent_block_id === null) continue;
    inner.set(block.parent_block_id, [...(inner.get(block.parent_block_id) ?? []), block]);
  }
  const known = new Set(blocks.map(({ id }) => id));
  const roots = blocks.filter(({ parent_block_id: parent }) => parent === null || !known.has(parent));
  const parts: { text: string; isList: boolean }[] = [];
  let number = 0;
  for (const block of roots) {
    number = block.type === 'numbered_list' ? number + 1 : 0;
    parts.push({ text: renderBlock(block, number, inner), isList: block.type.endsWith('_list') });
  }
  return parts
    .map(({ text, isList }, index) =>
      index === 0 ? text : `${isList && parts[index - 1]?.isList ? '\n' : '\n\n'}${text}`,
    )
    .join('');
}

function renderBlock(
  { id, type, content }: RenderedBlock,
  number: number,
  inner: ReadonlyMap<string, RenderedBlock[]>,
): string {
  const text = renderInline(deltaOf(content));
  const indent = '  '.repeat(Number(content['indentation'] ?? 0));
  switch (type) {
    case 'large_title':
      return `# ${text}`;
    case 'medium_title':
      return `## ${text}`;
    case 'small_title':
      return `### ${text}`;
    case 'bulleted_list':
      return `${indent}- ${text}`;
    case 'numbered_list':
      return `${indent}${number}. ${text}`;
    case 'check_list':
      return `${indent}- [${content['checked'] === true ? 'x' : ' '}] ${text}`;
    case 'quote':
      return `> ${text}`;
    case 'code':
      return `\`\`\`${stringOf(content['language'])}\n${deltaText(deltaOf(content))}\n\`\`\``;
    case 'divider':
    case 'page_break':
      return '---';
    case 'image':
      return `![](${stringOf(content['publicUrl'])})`;
    case 'video':
      return stringOf(content['url']);
    case 'table':
      return renderTable(content, inner.get(id) ?? []);
    case 'notice_box':
    case 'layout':
      return (inner.get(id) ?? []).map((block) => renderBlock(block, 1, inner)).join('\n\n');
    default:
      return text;
  }
}

function renderTable(content: RenderedBlock['content'], cells: readonly RenderedBlock[]): string {
  const rows = (content['cells'] ?? []) as { blockId: string }[][];
  const textOf = ({ blockId }: { blockId: string }): string =>
    renderInline(deltaOf(cells.find(({ id }) => id === blockId)?.content ?? {}));
  const lines = rows.map((row) => `| ${row.map(textOf).join(' | ')} |`);
  const [first, ...rest] = lines;
  return [first, `|${' --- |'.repeat(rows[0]?.length ?? 1)}`, ...rest].join('\n');
}

function stringOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
