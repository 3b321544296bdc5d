import { type GraphQLContext } from '../../graphql-context.js';
import { type ItemRow } from '../../store/index.js';
import { requireItem } from '../items/item-access.js';
import { addBlocks } from './blocks.js';
import { parseMarkdown } from './markdown/parse-markdown.js';

/** The doc with the description of an item. It has blocks, but neither a board nor a workspace. */
interface DescriptionRow {
  readonly id: number;
}

/** `Item.description`; null until a description is set. */
export function descriptionOf({ id }: ItemRow, { database }: GraphQLContext): DescriptionRow | undefined {
  return database.get<DescriptionRow>(
    "SELECT id FROM docs WHERE item_id = ? AND column_id = 'description'",
    id,
  );
}

/** `Mutation.set_item_description_content`: replaces the description. */
export function setItemDescription(
  { item_id, markdown }: { readonly item_id: string; readonly markdown: string },
  context: GraphQLContext,
): object {
  const place = requireItem(item_id, context);
  const { item } = place;
  const { id } = descriptionOf(item, context) ?? addDescription(item, context);
  context.database.run('DELETE FROM doc_blocks WHERE doc_id = ?', id);
  const blocks = addBlocks({ docId: id }, parseMarkdown(markdown), context);
  context.changed({ kind: 'description_changed', ...place });
  return { success: true, block_ids: blocks.map((block) => block.id), error: null };
}

function addDescription(item: ItemRow, context: GraphQLContext): DescriptionRow {
  const { database, userId } = context;
  const id = database.nextId('docs');
  const now = context.now();
  database.insert('docs', {
    id,
    object_id: database.nextId('boards'),
    account_id: item.account_id,
    item_id: item.id,
    column_id: 'description',
    name: item.name,
    doc_kind: 'public',
    creator_id: userId,
    created_at: now,
    updated_at: now,
  });
  return { id };
}
