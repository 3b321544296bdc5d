import { type GraphQLContext } from '../../graphql-context.js';
import { requireFolder } from '../folders/folder-access.js';
import { plainText } from '../updates/plain-text.js';
import { requireWorkspace } from '../workspaces/workspace-access.js';
import { addBlocks } from './blocks.js';
import { addDoc } from './change-docs.js';
import { parseMarkdown } from './markdown/parse-markdown.js';

interface ImportArgs {
  readonly html: string;
  readonly workspaceId: string;
  readonly kind?: 'private' | 'public' | 'share' | null;
  readonly folderId?: string | null;
  readonly title?: string | null;
}

/** `Mutation.import_doc_from_html`: imports titles, lists and paragraphs; of other tags, only the text. */
export function importHtml(args: ImportArgs, context: GraphQLContext): object {
  const workspace = requireWorkspace(args.workspaceId, context);
  const folder = args.folderId ? requireFolder(args.folderId, context) : undefined;
  const doc = addDoc(
    {
      name: args.title ?? 'New Doc',
      board_kind: args.kind ?? 'public',
      workspace_id: workspace.id,
      folder_id: folder?.id ?? null,
    },
    context,
  );
  addBlocks({ docId: doc.id }, parseMarkdown(markdownOf(args.html)), context);
  return { success: true, doc_id: String(doc.id), error: null };
}

function markdownOf(html: string): string {
  return plainText(
    html
      .replace(/<h([1-6])\b[^<>]*>/gi, (_tag, level: string) => `\n${'#'.repeat(Number(level))} `)
      .replace(/<li\b[^<>]*>/gi, '\n- ')
      .replace(/<hr\b[^<>]*>/gi, '\n---\n')
      .replace(/<\/?(?:b|strong)>/gi, '**')
      .replace(/<\/?(?:i|em)>/gi, '*')
      .replace(/<a\b([^<>]*)>([^<>]*)<\/a>/gi, linkOf),
  );
}

function linkOf(element: string, attributes: string, text: string): string {
  const target = /\bhref="([^"<>]*)"/i.exec(attributes)?.[1];
  return target === undefined ? element : `[${text}](${target})`;
}
