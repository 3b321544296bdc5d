import {
  isoTime,
  mutation,
  pageOf,
  properties,
  query,
  times,
  type Area,
  type FieldResolver,
  type PageArgs,
} from '../../resolvers/index.js';
import { type ItemRow } from '../../store/index.js';
import { userById } from '../users/index.js';
import { findVisibleWorkspace } from '../workspaces/workspace-access.js';
import { blocksOf, type BlockRow } from './blocks.js';
import {
  addMarkdown,
  createDocBlock,
  deleteDocBlock,
  deleteDocBlocks,
  exportMarkdown,
  updateDocBlock,
} from './change-blocks.js';
import { createDoc, deleteDoc, duplicateDoc, updateDocName } from './change-docs.js';
import { listDocs, type DocRow } from './doc-access.js';
import { docVersionDiff, docVersionHistory } from './doc-versions.js';
import { importHtml } from './import-html.js';
import { descriptionOf, setItemDescription } from './item-description.js';
import { createDocBlocks, typedContent } from './typed-blocks.js';

const LOOK = ['alignment', 'direction'] as const;

const blocks: FieldResolver = ({ id }: { id: number }, args: PageArgs, context) =>
  pageOf(blocksOf(id, context), args);

/** Docs, their blocks, and descriptions of items. */
export const docsArea: Area = {
  name: 'docs',
  withoutEffect: {
    'Mutation.duplicate_doc(duplicateType:)': 'Docs have no updates to copy.',
  },
  resolvers: {
    Query: {
      docs: query('docs:read', listDocs),
      export_markdown_from_doc: query('docs:read', exportMarkdown),
      doc_version_history: query('docs:read', docVersionHistory),
      doc_version_diff: query('docs:read', docVersionDiff),
    },
    Mutation: {
      create_doc: mutation('docs:write', createDoc),
      update_doc_name: mutation('docs:write', updateDocName),
      delete_doc: mutation('docs:write', deleteDoc),
      duplicate_doc: mutation('docs:write', duplicateDoc),
      import_doc_from_html: mutation('docs:write', importHtml),
      create_doc_block: mutation('docs:write', createDocBlock),
      create_doc_blocks: mutation('docs:write', createDocBlocks),
      update_doc_block: mutation('docs:write', updateDocBlock),
      delete_doc_block: mutation('docs:write', deleteDocBlock),
      delete_doc_blocks: mutation('docs:write', deleteDocBlocks),
      add_content_to_doc_from_markdown: mutation('docs:write', addMarkdown),
      set_item_description_content: mutation('docs:write', setItemDescription),
    },
    Document: {
      ...properties('id', 'object_id', 'name', 'doc_kind', 'workspace_id'),
      ...times('created_at', 'updated_at'),
      blocks,
      doc_folder_id: ({ folder_id }: DocRow) => folder_id,
      created_by: ({ creator_id }: DocRow, _args: object, context) => userById(creator_id, context),
      settings: ({ settings }: DocRow) => (settings === null ? null : (JSON.parse(settings) as unknown)),
      url: ({ object_id }: DocRow, _args: object, { account }) =>
        `https://${account.slug}.monday.com/docs/${object_id}`,
      relative_url: ({ object_id }: DocRow) => `/docs/${object_id}`,
      workspace: ({ workspace_id }: DocRow, _args: object, context) =>
        findVisibleWorkspace(workspace_id, context) ?? null,
    },
    DocumentBlock: {
      ...properties('id', 'doc_id', 'type', 'parent_block_id', 'position', 'content'),
      ...times('created_at', 'updated_at'),
      created_by: ({ creator_id }: BlockRow, _args: object, context) => userById(creator_id, context),
    },
    DocumentBlockV2: {
      ...properties('id', 'doc_id', 'type', 'parent_block_id', 'position'),
      content: typedContent,
      created_at: ({ created_at }: BlockRow) => isoTime(created_at),
      updated_at: ({ updated_at }: BlockRow) => isoTime(updated_at),
      created_by: ({ creator_id }: BlockRow, _args: object, context) => userById(creator_id, context),
    },
    DocumentBlockIdOnly: properties('id'),
    DeletedDocBlock: properties('id'),
    DocBlocksFromMarkdownResult: properties('success', 'block_ids', 'error'),
    ExportMarkdownResult: properties('success', 'markdown', 'error'),
    ImportDocFromHtmlResult: properties('success', 'doc_id', 'error'),
    TextBlockContent: properties(...LOOK, 'delta_format'),
    ListBlockContent: properties(...LOOK, 'delta_format', 'indentation'),
    NoticeBoxContent: properties(...LOOK, 'theme'),
    ImageContent: properties(...LOOK, 'public_url', 'width'),
    VideoContent: properties(...LOOK, 'url', 'width'),
    TableContent: properties(...LOOK, 'width', 'column_style', 'cells'),
    LayoutContent: properties(...LOOK, 'column_style', 'cells'),
    DividerContent: properties(...LOOK),
    PageBreakContent: properties(...LOOK),
    TableRow: properties('row_cells'),
    Cell: properties('block_id'),
    ColumnStyle: properties('width'),
    Operation: properties('insert', 'attributes'),
    InsertOps: properties('text', 'blot'),
    Attributes: properties('bold', 'italic', 'underline', 'strike', 'code', 'link', 'color', 'background'),
    Mention: properties('id', 'type'),
    DocVersionHistory: properties('doc_id', 'restoring_points'),
    DocRestoringPoint: properties('date', 'user_ids', 'type', 'agent_attributions'),
    DocVersionDiff: properties('doc_id', 'date', 'prev_date', 'blocks'),
    DiffBlock: properties(
      'id',
      'type',
      'content',
      'summary',
      'parent_block_id',
      'user_id',
      'agent_id',
      'changes',
    ),
    BlockChanges: properties('added', 'deleted', 'changed'),
    DocsColumnValue: properties('item_id', 'column_id'),
    ItemDescription: { ...properties('id'), blocks },
    Item: { description: (item: ItemRow, _args: object, context) => descriptionOf(item, context) ?? null },
  },
};
